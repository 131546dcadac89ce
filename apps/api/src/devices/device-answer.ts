import { type LocalDate, shownName } from '@app/domain';
import type { HeardDevice } from './heard-devices.js';
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
  /** When its agent last called. Null when it has not since the server's start. */
  readonly heardAt: string | null;
  /** What waited on it then. Null when the agent did not say. */
  readonly waiting: { readonly records: number; readonly oldestAt: string | null } | null;
  /** Local days with time, ascending. */
  readonly days: readonly { readonly date: LocalDate; readonly seconds: number }[];
}

/** A device as the API shows it. Seconds are rounded once for each day. */
export const deviceAnswer = (device: UserDevice, heard: HeardDevice | undefined): DeviceAnswer => ({
  ...{ id: device.deviceId, source: device.source, machine: device.machine, osUser: device.osUser },
  platform: device.platform === '' ? null : device.platform,
  firstSeen: new Date(device.firstSeen).toISOString(),
  lastSeen: new Date(device.lastSeen).toISOString(),
  ...{ newestActivity: shownName(device.newestActivity), hidden: device.isHidden },
  heardAt: momentOf(heard?.heardAt),
  waiting: heard?.waiting ? { records: heard.waiting.records, oldestAt: momentOf(heard.waiting.oldestAt) } : null,
  days: device.days.map(({ date, durationMs }) => ({ date, seconds: Math.round(durationMs / 1000) })),
});

const momentOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
