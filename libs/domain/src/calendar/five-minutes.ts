/** The length of a bucket: five minutes. */
export const BUCKET_MS = 300_000;

/** The UTC start of the moment's bucket. Offsets are whole buckets, so it fits local time too. */
export const bucketStart = (ms: number): number => Math.floor(ms / BUCKET_MS) * BUCKET_MS;
