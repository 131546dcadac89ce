/** Length of a bucket: five minutes. */
export const BUCKET_MS = 300_000;

/** UTC start of the bucket that holds the moment. Offsets are whole buckets, so it is a local five minutes too. */
export const bucketStart = (ms: number): number => Math.floor(ms / BUCKET_MS) * BUCKET_MS;
