-- Several projectors share the users by shard, and each shard has a checkpoint of its own. Those that are there are of the
-- whole log, and stay so.
ALTER TABLE checkpoints
    ADD COLUMN IF NOT EXISTS shard UInt8 COMMENT 'the shard of users, counted from 1; 0 for the whole log' AFTER store_id,
    MODIFY ORDER BY (projection, store_id, shard);

-- The projector processes, by their last sign of life. Time is the server's: no clock of a process is compared with another.
CREATE TABLE IF NOT EXISTS projector_members
(
    member_id    UUID                    COMMENT 'made up by each process when it starts',
    heartbeat_at DateTime64(3, 'UTC') DEFAULT now64(3),
    has_left     UInt8                   COMMENT '1: it stopped, and comes back under another id only'
)
ENGINE = ReplacingMergeTree(heartbeat_at)
ORDER BY (member_id, has_left)
TTL toDateTime(heartbeat_at) + INTERVAL 1 DAY;
