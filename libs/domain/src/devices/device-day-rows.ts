import type { DeviceTotal } from '../activity/day/device-totals.js';
import type { DayOwner } from '../activity/day/rows.js';

/**
 * A row of the `device_days` table: the time of one device on one local day. The values are
 * absolute, so writing a row twice changes nothing.
 */
export interface DeviceDayRow extends DayOwner, DeviceTotal {
  /** True removes an earlier row with the same key. */
  readonly isDeleted: boolean;
}

/** The rows for the totals of the devices of a day, in the same order. */
export function deviceDayRows({ userId, localDate }: DayOwner, totals: readonly DeviceTotal[]): DeviceDayRow[] {
  return totals.map((total) => ({ ...total, userId, localDate, isDeleted: total.durationMs === 0 }));
}
