/** Length of a bucket: five minutes. */
export const BUCKET_MS = 300_000;

/** UTC start of the bucket that holds the moment. Zone offsets are whole quarters, so it is a local five minutes too. */
export const bucketStart = (ms: number): number => Math.floor(ms / BUCKET_MS) * BUCKET_MS;

/**
 * The parts of [startMs, endMs) in each bucket, in order. Empty when not positive.
 *
 *     09:00     09:05     09:10
 *     |   [=====|=========|==]   |   ->  [====) [=========) [==)
 */
export function* cutAtBuckets(
  startMs: number,
  endMs: number,
): Generator<{ bucket: number; startMs: number; endMs: number }> {
  for (let at = startMs; at < endMs;) {
    const bucket = bucketStart(at);
    const end = Math.min(endMs, bucket + BUCKET_MS);
    yield { bucket, startMs: at, endMs: end };
    at = end;
  }
}
