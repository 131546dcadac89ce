import { type DeviceDayRow, deviceDayRows } from '@app/domain';
import { DEVICE_DAYS } from '@app/read-models';
import type { ProjectedTable, Projection } from '../../runtime/projection.js';
import { USER_DAYS, type UserDay } from '../streams/user-days.js';

/**
 * Time of one device, by local day. A row depends on one day only, so an erasure changes it
 * together with the day.
 */
const DAYS_OF_DEVICES: ProjectedTable<UserDay, DeviceDayRow> = {
  ...DEVICE_DAYS,
  rowsOf: ({ owner, day }, after) => deviceDayRows(owner, day.devicesSince(after)),
};

/** The table behind the list of a user's devices. */
export const DEVICES: Projection<UserDay> = {
  name: 'devices',
  checkpoint: 'devices-1',
  fold: USER_DAYS,
  tables: [DAYS_OF_DEVICES],
};
