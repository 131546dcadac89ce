import { createTable } from '../../statements/statement.js';
import { DURABLE, MOMENT } from './shared-parts.js';

export const CHECKPOINTS_AND_PARKED_EVENTS = [
  createTable({
    table: 'checkpoints',
    columns: {
      '`projection`': 'String',
      store_id: { type: 'String', comment: 'identity of the event store that the position belongs to' },
      position: { type: 'UInt64', comment: 'everything up to and including this log position is in the tables' },
      recorded_at: { type: MOMENT, comment: 'when the event at that position was recorded' },
      written_at: MOMENT,
    },
    replacing: ['position'],
    orderBy: ['projection', 'store_id'],
    settings: DURABLE,
  }),
  createTable({
    table: 'parked_events',
    columns: {
      ...{ '`projection`': 'String', store_id: 'String', position: 'UInt64', stream: 'String', revision: 'UInt64' },
      ...{ type: 'String', reason: 'String', parked_at: MOMENT },
    },
    replacing: ['parked_at'],
    orderBy: ['projection', 'store_id', 'position'],
    settings: DURABLE,
  }),
];
