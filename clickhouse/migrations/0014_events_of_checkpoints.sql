-- The id of the event at the position: a log with another event there has another history. Checkpoints that are there have none.
ALTER TABLE checkpoints
    ADD COLUMN IF NOT EXISTS event_id String COMMENT 'id of the event at the position; empty when it was not looked up' AFTER recorded_at;
