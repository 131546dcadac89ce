import { createTable } from '../../statements/statement.js';
import { DURABLE, MOMENT, SOURCE } from './shared-parts.js';

export const DEVICE_DAYS = [
  createTable({
    table: 'device_days',
    columns: {
      user_id: 'UUID',
      local_date: { type: 'Date', comment: 'the day stream the row was folded from' },
      device_id: 'String',
      source: SOURCE,
      machine: { type: 'String', comment: 'this and the next three: of the newest time of the day' },
      os_user: 'String',
      platform: { type: 'String', comment: 'empty when the agent did not say it' },
      activity: 'String',
      first_seen: { type: MOMENT, comment: 'begin of the first time of the day' },
      last_seen: { type: MOMENT, comment: 'end of the newest time of the day' },
      duration_ms: 'UInt32',
      version: { type: 'UInt64', comment: 'log position of the newest event the row depends on' },
      is_deleted: 'UInt8',
    },
    replacing: ['version', 'is_deleted'],
    partitionBy: 'toYear(local_date)',
    orderBy: ['user_id', 'local_date', 'device_id', 'source'],
    settings: {
      ...DURABLE,
      ...{ min_age_to_force_merge_seconds: 86400, min_age_to_force_merge_on_partition_only: 1 },
    },
  }),
];
