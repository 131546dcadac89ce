import { createTable, dropTable, truncateTable } from '../../statements/statement.js';
import { BUCKETS_WITH_PAGES, DURABLE, SOURCE } from './shared-parts.js';

export const TIME_WITHOUT_CLASSES = [
  truncateTable('checkpoints', { ifExists: true }),
  dropTable('buckets'),
  dropTable('daily'),
  createTable({ ...BUCKETS_WITH_PAGES, settings: DURABLE }),
  createTable({
    table: 'daily',
    columns: {
      ...{ user_id: 'UUID', local_date: 'Date', source: SOURCE, activity: 'String' },
      ...{ duration_ms: 'UInt32', version: 'UInt64', is_deleted: 'UInt8' },
    },
    replacing: ['version', 'is_deleted'],
    partitionBy: 'toYear(local_date)',
    orderBy: ['user_id', 'local_date', 'source', 'activity'],
    settings: DURABLE,
  }),
];
