-- What an activity is (its category, its level) is applied when a report is read, so no row holds it; and a bucket knows
-- the page, which a user's rules may tell apart. The tables are derived: they are made anew and the log is projected again.
TRUNCATE TABLE IF EXISTS checkpoints;
DROP TABLE IF EXISTS buckets;
DROP TABLE IF EXISTS daily;
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
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE TABLE IF NOT EXISTS daily
(
    user_id       UUID,
    local_date    Date,
    source        Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3),
    activity      String,
    duration_ms   UInt32,
    version       UInt64,
    is_deleted    UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(local_date)
ORDER BY (user_id, local_date, source, activity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
