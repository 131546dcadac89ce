import { type StreamMetadata } from '../streams/stream-metadata.js';
import { hasEvents, isSoftDeleted, isTombstoned, type StreamState } from '../streams/stream-state.js';

/** What a read of a stream meets before any event. An existing stream may still have no readable event. */
export type StreamPresence = 'exists' | 'missing' | 'tombstoned';

/** Whether a stream can be read. A soft-deleted stream reads as missing. */
export function presenceOf(stream: StreamState): StreamPresence {
  if (isTombstoned(stream)) return 'tombstoned';
  return hasEvents(stream) && !isSoftDeleted(stream) ? 'exists' : 'missing';
}

/**
 * The first revision a read of the stream may return: the larger of `$tb` and what `$maxCount` keeps.
 * A metastream keeps its last event only. Hidden events still show in $all until they are scavenged.
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

/** The oldest creation time (epoch ms, inclusive) that `$maxAge` lets a reader see; -Infinity without one. */
export function oldestReadableMs(metadata: StreamMetadata | undefined, nowMs: number): number {
  return metadata?.maxAgeSeconds === undefined ? -Infinity : nowMs - Number(metadata.maxAgeSeconds) * 1000;
}
