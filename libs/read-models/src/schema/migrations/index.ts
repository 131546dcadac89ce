import {
  changeColumns,
  changeStorage,
  createTable,
  deleteRows,
  dropTable,
  type Statement,
} from '../../statements/statement.js';
import { BUCKETS_AND_DAILY } from './0001-buckets-and-daily.js';
import { CHECKPOINTS_AND_PARKED_EVENTS } from './0002-checkpoints-and-parked-events.js';
import { TIME_WITHOUT_CLASSES } from './0004-time-without-classes.js';
import { REBUILDS } from './0005-rebuilds.js';
import { SHARD_CHECKPOINTS } from './0010-shards.js';
import { DEVICE_DAYS } from './0013-device-days.js';
import { BUCKETS_WITH_PAGES, DURABLE } from './shared-parts.js';

/**
 * What each file of `clickhouse/migrations` does, as descriptions, by the file's name without
 * `.sql`.
 *
 * Reviewers read the file, and its checksum is stored in the database. The description is what
 * runs, on one server and on a cluster. `readMigrations` refuses a file that differs from its
 * description.
 */
export const DESCRIBED_MIGRATIONS: Readonly<Record<string, readonly Statement[]>> = {
  '0001_buckets_and_daily': BUCKETS_AND_DAILY,
  '0002_checkpoints_and_parked_events': CHECKPOINTS_AND_PARKED_EVENTS,
  '0003_document_rules': [
    changeColumns(
      'daily',
      [
        "ADD COLUMN IF NOT EXISTS rule UInt8 COMMENT 'the document rule of the activity that holds, counted from 1; 0 for none' AFTER activity",
      ],
      ['MODIFY ORDER BY (user_id, local_date, source, activity, rule)'],
    ),
  ],
  '0004_time_without_classes': TIME_WITHOUT_CLASSES,
  '0005_rebuilds': REBUILDS,
  '0010_shards': SHARD_CHECKPOINTS,
  '0011_small_granules': [
    deleteRows('checkpoints', "projection = 'activity'"),
    dropTable('buckets'),
    createTable({
      ...BUCKETS_WITH_PAGES,
      settings: {
        ...DURABLE,
        ...{ index_granularity: 1024, min_compress_block_size: 8192, max_compress_block_size: 16384 },
      },
    }),
  ],
  '0012_years_that_are_over': ['buckets', 'daily'].flatMap((table) => [
    changeStorage(table, 'MODIFY SETTING min_age_to_force_merge_seconds = 86400'),
    changeStorage(table, 'MODIFY SETTING min_age_to_force_merge_on_partition_only = 1'),
  ]),
  '0013_device_days': DEVICE_DAYS,
  '0014_events_of_checkpoints': [
    changeColumns('checkpoints', [
      "ADD COLUMN IF NOT EXISTS event_id String COMMENT 'id of the event at the position; empty when it was not looked up' AFTER recorded_at",
    ]),
  ],
};
