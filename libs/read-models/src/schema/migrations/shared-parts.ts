/**
 * Parts that descriptions of several migrations share. Never change one: applied migrations are
 * made of them.
 */

export const SOURCE = "Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3)";

/** A time with milliseconds. */
export const MOMENT = "DateTime64(3, 'UTC')";

/**
 * An insert is answered when its files are on the disk. Otherwise the checkpoint, which follows,
 * might survive the rows. The in-process engine turns it off again (`folder/folder-use.ts`).
 */
export const DURABLE = { fsync_after_insert: 1, fsync_part_directory: 1 };

/** The table `buckets` since migration 4. */
export const BUCKETS_WITH_PAGES = {
  table: 'buckets',
  columns: {
    user_id: 'UUID',
    bucket_local: {
      type: "DateTime('UTC')",
      comment: 'wall-clock start of the bucket in the zone of its day, written as if it were UTC',
    },
    bucket_utc: {
      type: "DateTime('UTC')",
      comment: 'UTC start; in the key because an autumn hour has two buckets of one local label',
    },
    source: SOURCE,
    activity: 'String',
    document: 'String',
    page: { type: 'String', comment: 'path of the page; empty for a front page and for time without an address' },
    local_date: { type: 'Date', comment: 'the day stream the row was folded from' },
    duration_ms: 'UInt32',
    version: { type: 'UInt64', comment: 'log position of the newest event the row depends on' },
    is_deleted: 'UInt8',
  },
  replacing: ['version', 'is_deleted'],
  partitionBy: 'toYear(bucket_local)',
  orderBy: ['user_id', 'bucket_local', 'bucket_utc', 'source', 'activity', 'document', 'page'],
} as const;
