import { type ExpectedRevision, NO_EVENTS } from '../terms/events.js';
import { hasEvents, isSoftDeletedForWriters, isTombstoned, type StreamState } from '../streams/stream-state.js';

/** Lookups in the log for one stream, made only when a decision needs them. */
export interface RecordedStream {
  /** Whether metadata was ever written, valid or not. */
  hasMetadata(): boolean;
  /** The revision of the event with this id in this stream, or undefined. */
  revisionOf(id: string): bigint | undefined;
  /** The id of the event at this revision of this stream, or undefined. */
  idAt(revision: bigint): string | undefined;
}

/**
 * `write`: append the events. `repeat`: all were appended before, up to `lastRevision`. Others
 * refuse.
 */
export type AppendDecision =
  | { readonly kind: 'write' }
  | { readonly kind: 'repeat'; readonly lastRevision: bigint }
  | { readonly kind: 'wrong-expected-revision' }
  | { readonly kind: 'stream-deleted' };

const WRITE: AppendDecision = { kind: 'write' };
const WRONG: AppendDecision = { kind: 'wrong-expected-revision' };
const DELETED: AppendDecision = { kind: 'stream-deleted' };

/**
 * Whether events with these ids may be appended to the stream, or were appended before.
 * Source: EventStoreDB 23.10, IndexWriter.CheckCommit. Our choice: `any` and `stream_exists`
 * recognise all ids that the stream ever held. The real server knows the most recent 8 MiB of them.
 */
export function decideAppend(
  stream: StreamState,
  expected: ExpectedRevision,
  ids: readonly string[],
  recorded: RecordedStream,
): AppendDecision {
  if (isTombstoned(stream)) return DELETED;
  if (expected === 'any') return decideByIds(ids, recorded);
  if (expected === 'stream_exists') {
    if (isSoftDeletedForWriters(stream)) return DELETED;
    return hasEvents(stream) || recorded.hasMetadata() ? decideByIds(ids, recorded) : WRONG;
  }
  const expectedLast = expected === 'no_stream' ? NO_EVENTS : expected;
  if (expectedLast > stream.lastRevision) return WRONG;
  if (expectedLast === stream.lastRevision) return WRITE;
  if (ids.length === 0) return expected === 'no_stream' && isSoftDeletedForWriters(stream) ? WRITE : WRONG;
  if (ids.every((id, index) => recorded.idAt(expectedLast + 1n + BigInt(index)) === id))
    return { kind: 'repeat', lastRevision: expectedLast + BigInt(ids.length) };
  const isFirstKnown = recorded.idAt(expectedLast + 1n) === ids[0];
  return expected === 'no_stream' && isSoftDeletedForWriters(stream) && !isFirstKnown ? WRITE : WRONG;
}

/**
 * All ids known: a repeat. First id unknown: new events. A known id before an unknown one: refused.
 */
function decideByIds(ids: readonly string[], recorded: RecordedStream): AppendDecision {
  let lastRevision: bigint | undefined;
  for (const [index, id] of ids.entries()) {
    const revision = recorded.revisionOf(id);
    if (revision === undefined) return index === 0 ? WRITE : WRONG;
    lastRevision = revision;
  }
  return lastRevision === undefined ? WRITE : { kind: 'repeat', lastRevision };
}
