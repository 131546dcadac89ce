import {
  type ActivityEvent,
  type ActivityRecorded,
  activityStream,
  type CategoriesWith,
  categoriesWith,
  categoryOf,
  DAY_FULL,
  type DayRoom,
  DomainError,
  type KnownActivities,
  type LocalDate,
  MOST_EVENTS_OF_A_STREAM,
  parseActivityStream,
  plainData,
  readLogEvent,
  userStream,
  withRecordedNames,
} from '@app/domain';
import { appendAll, type EventStore, type NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { inTurns } from './in-turns.js';
import type { DeviceRoom } from '../../devices/device-room.js';
import { type ImportTargets } from './import-targets.js';

/** A line of an export, and its place in the file. */
export interface ImportedLine {
  /** Line of the file, from 1. */
  readonly line: number;
  /** The id of the first line of its stream in the file. */
  readonly first: string;
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

export interface Rejected {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The result of a batch of lines. */
export interface Imported {
  readonly imported: number;
  /** Rows with some time that was there before, and more now. No line of an export grows. */
  readonly grown: number;
  /** Rows and lines that were all there before. */
  readonly duplicates: number;
  readonly rejected: readonly Rejected[];
  /** Of rows: the seconds that the readable ones have, and those that the account has for them. */
  readonly seconds?: { readonly given: number; readonly stored: number };
}

interface ImportOptions {
  readonly lines: readonly ImportedLine[];
  /** Epoch ms. */
  readonly now: number;
  readonly checkOpen: () => Promise<unknown>;
  readonly devices: Pick<DeviceRoom, 'take'>;
  readonly targets: ImportTargets;
  /** Lists the days that may get their first events. */
  readonly listDays: (days: readonly LocalDate[]) => Promise<void>;
}

/** An event with the id that its line gives it. */
type ImportedEvent = NewEvent & { readonly id: string };

/** Namespace of our event ids: a line that is imported for a user is always the same event. */
const EVENT_IDS = 'b1e9c1de-67a5-4a0e-8f3b-6f2c35d8f1aa';
/**
 * Appends the events of an export to the streams of a user. A second import adds nothing, because
 * the line decides the id of its event. Days may have events already. Every other stream must have
 * begun with an earlier import: otherwise its numbers would occur twice (`stream_in_use`). A line
 * that cannot be read is rejected, and the others go on. `checkOpen` is called before each append,
 * and rejects when the account is closed meanwhile.
 */
export async function importEvents(
  store: EventStore,
  userId: string,
  { lines, now, checkOpen, devices, targets, listDays }: ImportOptions,
): Promise<Imported> {
  const rejected: Rejected[] = [];
  const byStream = new Map<string, { line: ImportedLine; event: ImportedEvent }[]>();
  for await (const line of inTurns(lines)) {
    try {
      const [stream, event] = eventOf(line, userId) ?? [];
      if (!stream || !event) continue;
      const entry = { line, event: { ...event, metadata: { now, principalId: userId, by: BY_IMPORT } } };
      const ofStream = byStream.get(stream);
      if (ofStream) ofStream.push(entry);
      else byStream.set(stream, [entry]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rejected.push({ line: line.line, code: error.code, message: error.message });
    }
  }
  await listDays([...byStream.keys()].flatMap((stream) => parseActivityStream(stream)?.localDate ?? []));
  let [imported, duplicates] = [0, 0];
  for (const [stream, entries] of byStream) {
    const target = await targets.take(stream);
    const { ids, expected, activities, room } = target;
    const length = expected === 'no_stream' ? 0 : Number(expected) + 1;
    const isOurs = ({ first }: ImportedLine) =>
      stream.startsWith('activity-') || target.first === undefined || target.first === idOf(stream, first);
    const fresh: ImportedEvent[] = [];
    for await (const { line, event } of inTurns(entries)) {
      if (ids.has(event.id)) duplicates++;
      else if (length + fresh.length >= MOST_EVENTS_OF_A_STREAM)
        rejected.push({ line: line.line, code: 'stream_full', message: FULL });
      else if (!isOurs(line)) rejected.push({ line: line.line, code: 'stream_in_use', message: IN_USE });
      else if (!hasRoom(room, event)) rejected.push({ line: line.line, ...DAY_FULL });
      else {
        const refusal = await refusalOf(devices, userId, event);
        if (refusal) rejected.push({ line: line.line, code: refusal.code, message: refusal.message });
        else {
          room?.apply(event.event as ActivityEvent);
          fresh.push(underFreeIds(event, activities));
        }
      }
    }
    await checkOpen();
    await appendAll(store, stream, fresh, { expected });
    targets.putBack(
      stream,
      target,
      fresh.map(({ id }) => id),
    );
    imported += fresh.length;
  }
  return { imported, grown: 0, duplicates, rejected };
}

const BY_IMPORT = { kind: 'import' } as const;
const FULL = `There are more than ${MOST_EVENTS_OF_A_STREAM} entries of this kind. The others are not imported.`;
const IN_USE = 'The account already has entries of its own there. Import into a new account.';

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
  return [stream, { id: idOf(stream, line.id), event }];
}

function streamOf(category: ImportedCategory, line: ImportedLine, userId: string): string {
  if (category !== 'activity') return userStream(category, userId);
  const day = parseActivityStream(line.stream);
  if (!day) throw noSuchStream();
  return activityStream(userId, day.localDate);
}

const noSuchStream = () => new DomainError('unknown_stream', 'There is no such stream.');

const idOf = (stream: string, id: string): string => uuidV5(`${stream}\n${id}`, EVENT_IDS);

/** Why the account has no place for the device of an event. Undefined when it has one. */
async function refusalOf(
  devices: Pick<DeviceRoom, 'take'>,
  userId: string,
  { event }: NewEvent,
): Promise<DomainError | undefined> {
  if (event.type !== 'ActivityRecorded') return undefined;
  try {
    await devices.take(userId, (event as ActivityRecorded).data.deviceId);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Whether the day of an event has room for it. Other streams have room. */
const hasRoom = (room: DayRoom | undefined, { event }: NewEvent): boolean =>
  !room || room.takesEvent(event as ActivityEvent);

/**
 * The event with ids that its day does not have for other activities: a device of another account
 * may have the same name and the same ids. Events of version 1 keep theirs: their ids say what is a
 * repeat on any device.
 */
function underFreeIds(one: ImportedEvent, activities: KnownActivities): ImportedEvent {
  const event = one.event as ActivityEvent;
  if (event.type !== 'ActivityRecorded') return one;
  const spans = event.data.idScope
    ? event.data.spans
    : event.data.spans.map((span) => activities.underFreeId(event.data, span));
  const free: ActivityEvent = { ...event, data: { ...event.data, spans } };
  activities.apply(free);
  return { ...one, event: free };
}
