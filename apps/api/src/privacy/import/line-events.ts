import {
  type ActivityEvent,
  activityStream,
  type CategoriesWith,
  categoriesWith,
  categoryOf,
  DomainError,
  type ImportedLine,
  parseActivityStream,
  placeOf,
  plainData,
  readImportedLine,
  readLogEvent,
  userStream,
  withRecordedNames,
} from '@app/domain';
import type { NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import type { RunStretch } from '../../limits/stretches.js';
import type { Rejected } from './imported.js';
import { inStretches } from './in-stretches.js';

/** An event with the id that its line gives it. */
export type ImportedEvent = NewEvent & { readonly id: string };

/** A line that can be read, and its event. */
export interface LineEvent {
  readonly line: ImportedLine;
  readonly event: ImportedEvent;
}

const BY_IMPORT = { kind: 'import' } as const;
/** Namespace of our event ids: a line that is imported for a user is always the same event. */
const EVENT_IDS = 'b1e9c1de-67a5-4a0e-8f3b-6f2c35d8f1aa';

/**
 * The events of the lines, by the user's streams into which they go. A line that cannot be read is
 * rejected, and the others go on. `now` is epoch ms.
 */
export async function eventsByStream(
  lines: readonly unknown[],
  { userId, now, stretch }: { readonly userId: string; readonly now: number; readonly stretch: RunStretch },
): Promise<{ readonly byStream: ReadonlyMap<string, readonly LineEvent[]>; readonly rejected: Rejected[] }> {
  const rejected: Rejected[] = [];
  const byStream = new Map<string, LineEvent[]>();
  await inStretches(lines, stretch, (value) => {
    try {
      const line = readImportedLine(value);
      const [stream, event] = eventOf(line, userId) ?? [];
      if (!stream || !event) return;
      const entry = { line, event: { ...event, metadata: { now, principalId: userId, by: BY_IMPORT } } };
      const ofStream = byStream.get(stream);
      if (ofStream) ofStream.push(entry);
      else byStream.set(stream, [entry]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rejected.push({ line: placeOf(value), code: error.code, message: error.message });
    }
  });
  return { byStream, rejected };
}

type ImportedCategory = CategoriesWith<'isImported', true>;
const EXPORTED: ReadonlySet<string | undefined> = new Set(categoriesWith('isExported', true));
const IMPORTED: ReadonlySet<string | undefined> = new Set(categoriesWith('isImported', true));

/**
 * The event of a line, and the user's stream for it. Undefined for a line that is not imported: the
 * account itself stays where it is. Throws DomainError.
 */
function eventOf(
  line: ImportedLine,
  userId: string,
): [stream: string, event: Omit<ImportedEvent, 'metadata'>] | undefined {
  const category = categoryOf(line.stream);
  if (!EXPORTED.has(category)) throw noSuchStream();
  if (!IMPORTED.has(category)) return undefined;
  const stream = streamOf(category as ImportedCategory, line, userId);
  const read = readLogEvent({ stream, type: line.type, data: plainData(line.data) });
  const event = category === 'activity' ? withRecordedNames(read as ActivityEvent) : read;
  return [stream, { id: idOfLine(stream, line.id), event }];
}

function streamOf(category: ImportedCategory, line: ImportedLine, userId: string): string {
  if (category !== 'activity') return userStream(category, userId);
  const day = parseActivityStream(line.stream);
  if (!day) throw noSuchStream();
  return activityStream(userId, day.localDate);
}

const noSuchStream = () => new DomainError('unknown_stream', 'There is no such stream.');

/** The id of the event of a line, from the id that the line has in its export. */
export const idOfLine = (stream: string, id: string): string => uuidV5(`${stream}\n${id}`, EVENT_IDS);
