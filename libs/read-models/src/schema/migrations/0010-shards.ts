import { changeColumns, createTable } from '../../statements/statement.js';
import { MOMENT } from './shared-parts.js';

export const SHARD_CHECKPOINTS = [
  changeColumns(
    'checkpoints',
    [
      "ADD COLUMN IF NOT EXISTS shard UInt8 COMMENT 'the shard of users, counted from 1; 0 for the whole log' AFTER store_id",
    ],
    ['MODIFY ORDER BY (projection, store_id, shard)'],
  ),
  createTable({
    table: 'projector_members',
    columns: {
      member_id: { type: 'UUID', comment: 'made up by each process when it starts' },
      heartbeat_at: { type: MOMENT, default: 'now64(3)' },
      has_left: { type: 'UInt8', comment: '1: it stopped, and comes back under another id only' },
    },
    replacing: ['heartbeat_at'],
    orderBy: ['member_id', 'has_left'],
    ttl: 'toDateTime(heartbeat_at) + INTERVAL 1 DAY',
  }),
];
