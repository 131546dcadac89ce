-- How far a projection has read, beside its rows. A position means nothing in another log, so the log is named.
CREATE TABLE IF NOT EXISTS checkpoints
(
    `projection` String,
    store_id    String   COMMENT 'identity of the event store that the position belongs to',
    position    UInt64   COMMENT 'everything up to and including this log position is in the tables',
    recorded_at DateTime64(3, 'UTC') COMMENT 'when the event at that position was recorded',
    written_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(position)
ORDER BY (projection, store_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Events that a projection could not read. They are set aside, never retried for ever and never dropped in silence.
CREATE TABLE IF NOT EXISTS parked_events
(
    `projection` String,
    store_id    String,
    position    UInt64,
    stream      String,
    revision    UInt64,
    type        String,
    reason      String,
    parked_at   DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(parked_at)
ORDER BY (projection, store_id, position)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
