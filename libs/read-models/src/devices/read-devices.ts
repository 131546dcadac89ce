import type { LocalDate } from '@app/domain';
import type { ReadModels } from '../read-models.js';

/** One device of a user, as its recorded time describes it. */
export interface DeviceTime {
  readonly deviceId: string;
  readonly source: 'computers' | 'mobile';
  /** This and the next three: as they were with its newest time. `platform` is empty when the agent did not say it. */
  readonly machine: string;
  readonly osUser: string;
  readonly platform: string;
  readonly newestActivity: string;
  /** Begin of its first and end of its newest time, epoch ms. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Time of its local days from `since` on, ascending; days without time are left out. */
  readonly days: readonly { readonly date: LocalDate; readonly durationMs: number }[];
}

type Row = [
  ...[deviceId: string, source: DeviceTime['source'], machine: string, osUser: string, platform: string],
  ...[newestActivity: string, firstSeen: string, lastSeen: string, days: [LocalDate, string][]],
];

/**
 * The devices that one user's time was recorded on, the one with the newest time first. `since`: the first day whose time is
 * told. A device is there for as long as any of its time is.
 */
export async function readDevices(
  { client }: Pick<ReadModels, 'client'>,
  { userId, since }: { userId: string; since: LocalDate },
): Promise<DeviceTime[]> {
  const result = await client.query({
    query: DEVICES,
    query_params: { user_id: userId, since },
    format: 'JSONCompact',
  });
  return (await result.json<Row>()).data.map(
    ([deviceId, source, machine, osUser, platform, newestActivity, firstSeen, lastSeen, days]) => ({
      ...{ deviceId, source, machine, osUser, platform, newestActivity },
      ...{ firstSeen: Number(firstSeen), lastSeen: Number(lastSeen) },
      days: days.map(([date, durationMs]) => ({ date, durationMs: Number(durationMs) })),
    }),
  );
}

const DEVICES = `SELECT device_id, argMax(source, last_seen), argMax(machine, last_seen), argMax(os_user, last_seen),
    argMax(platform, last_seen), argMax(activity, last_seen),
    toUnixTimestamp64Milli(min(first_seen)), toUnixTimestamp64Milli(max(last_seen)) AS newest,
    arrayZip((sumMapIf([local_date], [duration_ms], local_date >= {since:Date}) AS sums).1, sums.2)
  FROM device_days FINAL
  WHERE user_id = {user_id:UUID}
  GROUP BY device_id
  ORDER BY newest DESC, device_id`;
