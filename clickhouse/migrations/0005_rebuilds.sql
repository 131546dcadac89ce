-- The rebuild of the tables, beside them: how far it is, and what is left to do when it was cut off. One row for each log.
CREATE TABLE IF NOT EXISTS rebuilds
(
    store_id    String,
    id          UUID,
    tables      String                 COMMENT 'which tables are rebuilt, by name, separated by commas',
    state       Enum8('filling' = 1, 'swapping' = 2, 'done' = 3),
    position    UInt64                 COMMENT 'everything up to and including this log position is in the side tables',
    target      UInt64                 COMMENT 'where the log ended when the rebuild began',
    events      UInt64                 COMMENT 'how many events were replayed',
    started_at  DateTime64(3, 'UTC'),
    updated_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY store_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
