import type { DeviceDayRow } from '@app/domain';
import { type RowTable, SOURCES } from '../activity/write-rows.js';

/** Time of one device, by local day. */
export const DEVICE_DAYS: RowTable<DeviceDayRow> = {
  name: 'device_days',
  columns: [
    ...['user_id', 'local_date', 'source', 'device_id', 'machine', 'os_user', 'platform', 'activity'],
    ...['first_seen', 'last_seen', 'duration_ms', 'version', 'is_deleted'],
  ],
  key: ['user_id', 'local_date', 'device_id', 'source'],
  encode(row, rows) {
    rows.owned(row.userId, row.localDate, SOURCES[row.source]);
    rows.text(row.deviceId).text(row.machine).text(row.osUser).text(row.platform).text(row.activity);
    // A DateTime64(3) cell holds epoch milliseconds.
    rows.uint64(BigInt(row.firstSeen)).uint64(BigInt(row.lastSeen));
    rows.uint32(row.durationMs).uint64(row.version).uint8(Number(row.isDeleted));
  },
};
