import {
  activityStream,
  DomainError,
  type DomainEvent,
  parseActivityStream,
  readActivityEvent,
  readAlertEvent,
  readFocusEvent,
  readHighlightEvent,
  readScheduleEvent,
  readSummaryEvent,
  readTaxonomyEvent,
} from '@app/domain';
import { appendAll, type EventStore, type ExpectedRevision, type NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';

/** A line of an export, and where it stands. */
export interface ImportedLine {
  /** Of the file, from 1. */
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

/** What became of the lines of a batch. */
export interface Imported {
  readonly imported: number;
  readonly duplicates: number;
  readonly rejected: readonly Rejected[];
}

type Reader = (event: { stream: string; type: string; data: unknown }) => DomainEvent | undefined;

/** By category of the stream. What an account is, what it asked to erase, whom it let in and its teams stay with that account. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['activity', readActivityEvent],
  ['taxonomy', readTaxonomyEvent],
  ['schedule', readScheduleEvent],
  ['alert', readAlertEvent],
  ['summary', readSummaryEvent],
  ['highlight', readHighlightEvent],
  ['focus', readFocusEvent],
]);
const LEFT_OUT: ReadonlySet<string> = new Set(['account', 'erasure', 'grant', 'membership']);

/** Namespace of our deterministic event ids: a line imported for a user is always the same event. */
const EVENT_IDS = 'b1e9c1de-67a5-4a0e-8f3b-6f2c35d8f1aa';
/**
 * Appends the events of an export to the streams of a user. Importing again adds nothing: an event has an id that its line
 * decides. Days may have events already; other streams must have begun with what was imported before, because what they
 * number would be there twice (`stream_in_use`). A line that cannot be read is rejected, and the others go on.
 */
export async function importEvents(
  store: EventStore,
  userId: string,
  { lines, now }: { lines: readonly ImportedLine[]; now: number },
): Promise<Imported> {
  const rejected: Rejected[] = [];
  const byStream = new Map<string, { line: ImportedLine; event: NewEvent }[]>();
  for (const line of lines) {
    try {
      const [stream, event] = eventOf(line, userId) ?? [];
      if (!stream || !event) continue;
      const entry = { line, event: { ...event, metadata: { now, principalId: userId } } };
      const ofStream = byStream.get(stream);
      if (ofStream) ofStream.push(entry);
      else byStream.set(stream, [entry]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rejected.push({ line: line.line, code: error.code, message: error.message });
    }
  }
  let [imported, duplicates] = [0, 0];
  for (const [stream, entries] of byStream) {
    const { ids, expected } = await idsIn(store, stream);
    const isOurs = ({ first }: ImportedLine) =>
      stream.startsWith('activity-') || ids.length === 0 || ids[0] === idOf(stream, first);
    const known = new Set(ids);
    const fresh: NewEvent[] = [];
    for (const { line, event } of entries) {
      if (event.id !== undefined && known.has(event.id)) duplicates++;
      else if (isOurs(line)) fresh.push(event);
      else rejected.push({ line: line.line, code: 'stream_in_use', message: IN_USE });
    }
    await appendAll(store, stream, fresh, { expected });
    imported += fresh.length;
  }
  return { imported, duplicates, rejected };
}

const IN_USE = 'The account has something of its own there. Import into a fresh account.';

/** Undefined for a line that is not to be imported. Throws DomainError. */
function eventOf(line: ImportedLine, userId: string): [stream: string, event: Omit<NewEvent, 'metadata'>] | undefined {
  const category = line.stream.slice(0, line.stream.indexOf('-'));
  if (LEFT_OUT.has(category)) return undefined;
  const read = READERS.get(category);
  const day = parseActivityStream(line.stream);
  if (!read || (category === 'activity' && !day)) throw new DomainError('unknown_stream', 'There is no such stream.');
  const stream = day ? activityStream(userId, day.localDate) : `${category}-${userId}`;
  const event = read({ stream, type: line.type, data: line.data });
  if (!event) throw new DomainError('unknown_event', 'There is no such event.');
  return [stream, { id: idOf(stream, line.id), event }];
}

const idOf = (stream: string, id: string): string => uuidV5(`${stream}\n${id}`, EVENT_IDS);

async function idsIn(store: EventStore, stream: string): Promise<{ ids: string[]; expected: ExpectedRevision }> {
  const ids: string[] = [];
  let expected: ExpectedRevision = 'no_stream';
  for await (const { id, revision } of store.read(stream)) {
    ids.push(id);
    expected = revision;
  }
  return { ids, expected };
}
