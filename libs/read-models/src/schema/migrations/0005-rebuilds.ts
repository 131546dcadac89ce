import { createTable } from '../../statements/statement.js';
import { DURABLE, MOMENT } from './shared-parts.js';

export const REBUILDS = [
  createTable({
    table: 'rebuilds',
    columns: {
      store_id: 'String',
      id: 'UUID',
      tables: { type: 'String', comment: 'which tables are rebuilt, by name, separated by commas' },
      state: "Enum8('filling' = 1, 'swapping' = 2, 'done' = 3)",
      position: { type: 'UInt64', comment: 'everything up to and including this log position is in the side tables' },
      target: { type: 'UInt64', comment: 'where the log ended when the rebuild began' },
      events: { type: 'UInt64', comment: 'how many events were replayed' },
      ...{ started_at: MOMENT, updated_at: MOMENT },
    },
    replacing: ['updated_at'],
    orderBy: ['store_id'],
    settings: DURABLE,
  }),
];
