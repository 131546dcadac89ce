import type { LocalDate } from '@app/domain';
import type { Database } from '../database/database.js';

/** One device of a user, as its recorded time describes it. */
export interface DeviceTime {
  readonly deviceId: string;
  readonly source: 'computers' | 'mobile';
  /**
   * `machine` and the next three fields are those of its newest time. `platform` is empty if the
   * agent sent none.
   */
  readonly machine: string;
  readonly osUser: string;
  readonly platform: string;
  readonly newestActivity: string;
  /** The begin of its first time and the end of its newest time, epoch ms. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Time of its local days from `since` on, ascending. Days without time are left out. */
  readonly days: readonly { readonly date: LocalDate; readonly durationMs: number }[];
}

type Row = [
  ...[deviceId: string, source: DeviceTime['source'], machine: string, osUser: string, platform: string],
  ...[newestActivity: string, firstSeen: string, lastSeen: string, days: [LocalDate, string][]],
];

/**
 * The devices on which one user's time was recorded, the device with the newest time first. A
 * device without time is left out. `since`: the first day that `days` lists.
 */
export async function readDevices(
  database: Database,
  { userId, since }: { userId: string; since: LocalDate },
): Promise<DeviceTime[]> {
  const rows = await database.rows<Row>(DEVICES, { user_id: userId, since });
  return rows.map(([deviceId, source, machine, osUser, platform, newestActivity, firstSeen, lastSeen, days]) => ({
    ...{ deviceId, source, machine, osUser, platform, newestActivity },
    ...{ firstSeen: Number(firstSeen), lastSeen: Number(lastSeen) },
    days: days.map(([date, durationMs]) => ({ date, durationMs: Number(durationMs) })),
  }));
}

const DEVICES = `SELECT device_id, argMax(source, last_seen), argMax(machine, last_seen), argMax(os_user, last_seen),
    argMax(platform, last_seen), argMax(activity, last_seen),
    toUnixTimestamp64Milli(min(first_seen)), toUnixTimestamp64Milli(max(last_seen)) AS newest,
    arrayZip((sumMapIf([local_date], [duration_ms], local_date >= {since:Date}) AS sums).1, sums.2)
  FROM device_days FINAL
  WHERE user_id = {user_id:UUID}
  GROUP BY device_id
  ORDER BY newest DESC, device_id`;
