import { type StreamMetadata } from '../streams/stream-metadata.js';
import { hasEvents, isSoftDeleted, isTombstoned, type StreamState } from '../streams/stream-state.js';

/** The state of a stream for a reader. An existing stream may have no readable event. */
export type StreamPresence = 'exists' | 'missing' | 'tombstoned';

/** Whether a stream can be read. A soft-deleted stream reads as missing. */
export function presenceOf(stream: StreamState): StreamPresence {
  if (isTombstoned(stream)) return 'tombstoned';
  return hasEvents(stream) && !isSoftDeleted(stream) ? 'exists' : 'missing';
}

/**
 * The first revision that a read of the stream may return: the larger of `$tb` and the first that
 * `$maxCount` keeps. A metastream keeps its last event only. Hidden events still show in $all until
 * a scavenge removes them.
 *
 *     revisions:  0 1 2 3 4 5 6      $maxCount 3 -> 4      $tb 5 -> 5
 */
export function firstReadableRevision(stream: StreamState, isMetastream: boolean): bigint {
  const maxCount = isMetastream ? 1n : stream.metadata?.maxCount;
  const kept = maxCount === undefined ? 0n : stream.lastRevision - maxCount + 1n;
  const truncated = stream.metadata?.truncateBefore ?? 0n;
  const first = kept > truncated ? kept : truncated;
  return first > 0n ? first : 0n;
}

/**
 * The oldest creation time (epoch ms, inclusive) that `$maxAge` shows. -Infinity without `$maxAge`.
 */
export function oldestReadableMs(metadata: StreamMetadata | undefined, nowMs: number): number {
  return metadata?.maxAgeSeconds === undefined ? -Infinity : nowMs - Number(metadata.maxAgeSeconds) * 1000;
}
