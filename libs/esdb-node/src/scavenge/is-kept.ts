import { DELETED_REVISION } from '../events.js';
import { firstReadableRevision, oldestReadableMs } from '../reads/visibility.js';
import { isTombstoned, type StreamState } from '../streams/stream-state.js';

/** What decides over an event, besides its stream. `createdMs` in epoch milliseconds. */
export interface Candidate {
  readonly revision: bigint;
  readonly createdMs: number;
}

/**
 * Whether a scavenge leaves an event in the log: it does when some read of the event's stream may still return it, and it
 * leaves the `$streamDeleted` event of a tombstoned stream. `original`: when `stream` is a metastream, the stream whose
 * metadata it holds. Source: EventStoreDB keeps the last event of every stream as well; we keep only its revision, so
 * that what was erased is gone.
 *
 *     $tb 3        0 1 2 3 4  ->  3 4        metastream    0 1 2  ->  2
 *     tombstoned   0 1 2 T    ->  T          its metastream       ->  (nothing)
 */
export function isKept(
  { revision, createdMs }: Candidate,
  stream: StreamState,
  original: StreamState | undefined,
  nowMs: number,
): boolean {
  if (original !== undefined && isTombstoned(original)) return false;
  if (isTombstoned(stream)) return revision === DELETED_REVISION;
  return (
    revision >= firstReadableRevision(stream, original !== undefined) &&
    createdMs >= oldestReadableMs(stream.metadata, nowMs)
  );
}
