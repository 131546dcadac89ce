import type { DeviceTotal } from '../activity/device-totals.js';
import type { DayOwner } from '../activity/rows.js';

/** One row of the `device_days` table: a local day's time on one device. An absolute value: writing it twice changes nothing. */
export interface DeviceDayRow extends DayOwner, DeviceTotal {
  /** True takes an earlier row of this key away. */
  readonly isDeleted: boolean;
}

/** Totals of the devices of a day as rows, in the same order. */
export function deviceDayRows({ userId, localDate }: DayOwner, totals: readonly DeviceTotal[]): DeviceDayRow[] {
  return totals.map((total) => ({ ...total, userId, localDate, isDeleted: total.durationMs === 0 }));
}
