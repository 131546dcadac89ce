import { DELETED_REVISION } from '../terms/events.js';
import { firstReadableRevision, oldestReadableMs } from '../reads/visibility.js';
import { isTombstoned, type StreamState } from '../streams/stream-state.js';

/** The properties of an event that decide with its stream. `createdMs` is in epoch milliseconds. */
export interface Candidate {
  readonly revision: bigint;
  readonly createdMs: number;
}

/**
 * Whether a scavenge leaves an event in the log. It leaves an event that some read of the event's
 * stream may still return, and the `$streamDeleted` event of a tombstoned stream.
 * For a metastream, `original` is the stream that the metadata belongs to.
 * Source: EventStoreDB also keeps the last event of every stream. Our choice: only its revision
 * stays, so that erased data is gone.
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
