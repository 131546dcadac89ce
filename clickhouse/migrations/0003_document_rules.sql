-- A user's rules may split one activity by document: time of one day under different rules stands in different rows.
ALTER TABLE daily
    ADD COLUMN IF NOT EXISTS rule UInt8 COMMENT 'the document rule of the activity that holds, counted from 1; 0 for none' AFTER activity,
    MODIFY ORDER BY (user_id, local_date, source, activity, rule);
