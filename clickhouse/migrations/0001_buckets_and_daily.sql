-- Five-minute buckets: one row is one user's time with one document of one activity, from one kind of source.
-- Rows are absolute values; the highest version wins, and is_deleted = 1 takes a row away. Read with FINAL.
CREATE TABLE IF NOT EXISTS buckets
(
    user_id       UUID,
    bucket_local  DateTime('UTC') COMMENT 'wall-clock start of the bucket in the zone of its day, written as if it were UTC',
    bucket_utc    DateTime('UTC') COMMENT 'UTC start; in the key because an autumn hour has two buckets of one local label',
    source        Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3),
    activity      String,
    document      String,
    local_date    Date            COMMENT 'the day stream the row was folded from',
    overview      LowCardinality(String),
    category      LowCardinality(String),
    productivity  Int8,
    duration_ms   UInt32,
    version       UInt64          COMMENT 'log position of the newest event the row depends on',
    is_deleted    UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(bucket_local)
ORDER BY (user_id, bucket_local, bucket_utc, source, activity, document)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One local day's time with one activity, without documents: what ranks and day, week and month intervals read.
CREATE TABLE IF NOT EXISTS daily
(
    user_id       UUID,
    local_date    Date,
    source        Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3),
    activity      String,
    overview      LowCardinality(String),
    category      LowCardinality(String),
    productivity  Int8,
    duration_ms   UInt32,
    version       UInt64,
    is_deleted    UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(local_date)
ORDER BY (user_id, local_date, source, activity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
