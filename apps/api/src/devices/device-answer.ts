import { type LocalDate, shownName } from '@app/domain';
import type { UserDevice } from './user-devices.js';

/** A device as the API shows it. Moments are ISO 8601 in UTC. */
export interface DeviceAnswer {
  readonly id: string;
  readonly source: 'computers' | 'mobile';
  readonly machine: string;
  readonly osUser: string;
  /** Null when the agent did not name it. */
  readonly platform: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly newestActivity: string;
  readonly hidden: boolean;
  /** Local days with time, ascending. */
  readonly days: readonly { readonly date: LocalDate; readonly seconds: number }[];
}

/** A device as the API shows it. Seconds are rounded once for each day. */
export const deviceAnswer = (device: UserDevice): DeviceAnswer => ({
  ...{ id: device.deviceId, source: device.source, machine: device.machine, osUser: device.osUser },
  platform: device.platform === '' ? null : device.platform,
  firstSeen: new Date(device.firstSeen).toISOString(),
  lastSeen: new Date(device.lastSeen).toISOString(),
  ...{ newestActivity: shownName(device.newestActivity), hidden: device.isHidden },
  days: device.days.map(({ date, durationMs }) => ({ date, seconds: Math.round(durationMs / 1000) })),
});
