-- A report of a day is some hundred rows of each part: granules and compressed blocks that are not much larger answer it in
-- three quarters of the time, for six hundredths more disk (docs/performance.md). The log is projected
-- again, under another name: `activity` is what projectors of the version before go on writing checkpoints for.
DELETE FROM checkpoints WHERE projection = 'activity';
DROP TABLE IF EXISTS buckets;
CREATE TABLE IF NOT EXISTS buckets
(
    user_id       UUID,
    bucket_local  DateTime('UTC') COMMENT 'wall-clock start of the bucket in the zone of its day, written as if it were UTC',
    bucket_utc    DateTime('UTC') COMMENT 'UTC start; in the key because an autumn hour has two buckets of one local label',
    source        Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3),
    activity      String,
    document      String,
    page          String          COMMENT 'path of the page; empty for a front page and for time without an address',
    local_date    Date            COMMENT 'the day stream the row was folded from',
    duration_ms   UInt32,
    version       UInt64          COMMENT 'log position of the newest event the row depends on',
    is_deleted    UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(bucket_local)
ORDER BY (user_id, bucket_local, bucket_utc, source, activity, document, page)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
    index_granularity = 1024, min_compress_block_size = 8192, max_compress_block_size = 16384;
