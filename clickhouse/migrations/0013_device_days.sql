-- One user's time on one device, by local day: what the list of a user's devices reads. A day folds into its own rows only, so
-- when a device was first and last heard of is the least and the greatest of its days.
CREATE TABLE IF NOT EXISTS device_days
(
    user_id       UUID,
    local_date    Date                   COMMENT 'the day stream the row was folded from',
    device_id     String,
    source        Enum8('computers' = 1, 'mobile' = 2, 'offline' = 3),
    machine       String                 COMMENT 'this and the next three: of the newest time of the day',
    os_user       String,
    platform      String                 COMMENT 'empty when the agent did not say it',
    activity      String,
    first_seen    DateTime64(3, 'UTC')   COMMENT 'begin of the first time of the day',
    last_seen     DateTime64(3, 'UTC')   COMMENT 'end of the newest time of the day',
    duration_ms   UInt32,
    version       UInt64                 COMMENT 'log position of the newest event the row depends on',
    is_deleted    UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(local_date)
ORDER BY (user_id, local_date, device_id, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
    min_age_to_force_merge_seconds = 86400, min_age_to_force_merge_on_partition_only = 1;
