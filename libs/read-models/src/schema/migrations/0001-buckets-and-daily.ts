import { createTable } from '../../statements/statement.js';
import { DURABLE, SOURCE } from './shared-parts.js';

const CLASSES = {
  overview: 'LowCardinality(String)',
  category: 'LowCardinality(String)',
  productivity: 'Int8',
};

export const BUCKETS_AND_DAILY = [
  createTable({
    table: 'buckets',
    columns: {
      user_id: 'UUID',
      bucket_local: {
        type: "DateTime('UTC')",
        comment: 'wall-clock start of the bucket in the zone of its day, written as if it were UTC',
      },
      bucket_utc: {
        type: "DateTime('UTC')",
        comment: 'UTC start; in the key because an autumn hour has two buckets of one local label',
      },
      source: SOURCE,
      activity: 'String',
      document: 'String',
      local_date: { type: 'Date', comment: 'the day stream the row was folded from' },
      ...CLASSES,
      duration_ms: 'UInt32',
      version: { type: 'UInt64', comment: 'log position of the newest event the row depends on' },
      is_deleted: 'UInt8',
    },
    replacing: ['version', 'is_deleted'],
    partitionBy: 'toYear(bucket_local)',
    orderBy: ['user_id', 'bucket_local', 'bucket_utc', 'source', 'activity', 'document'],
    settings: DURABLE,
  }),
  createTable({
    table: 'daily',
    columns: {
      ...{ user_id: 'UUID', local_date: 'Date', source: SOURCE, activity: 'String' },
      ...CLASSES,
      ...{ duration_ms: 'UInt32', version: 'UInt64', is_deleted: 'UInt8' },
    },
    replacing: ['version', 'is_deleted'],
    partitionBy: 'toYear(local_date)',
    orderBy: ['user_id', 'local_date', 'source', 'activity'],
    settings: DURABLE,
  }),
];
