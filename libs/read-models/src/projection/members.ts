import type { ClickHouseClient } from '@clickhouse/client';

/** A table of processes that know of each other: `member_id`, `heartbeat_at`, `has_left`. */
export type MembersTable = 'projector_members' | 'schema_migrators';

/** Says that a process lives, a projector by default, at the server's present time. */
export const writeHeartbeat = (
  client: ClickHouseClient,
  memberId: string,
  table: MembersTable = 'projector_members',
): Promise<void> => write(client, table, { member_id: memberId, has_left: 0 });

/** Says that a process, a projector by default, works no more and will not come back under this id. */
export const writeLeave = (
  client: ClickHouseClient,
  memberId: string,
  table: MembersTable = 'projector_members',
): Promise<void> => write(client, table, { member_id: memberId, has_left: 1 });

/**
 * The processes that gave a sign of life less than so many ms ago by the server's clock and have not left, in the order of
 * their ids. Leaving is final, also for a heartbeat that arrives after it.
 */
export async function readLiveMembers(
  client: ClickHouseClient,
  leaseMs: number,
  table: MembersTable = 'projector_members',
): Promise<string[]> {
  const result = await client.query({
    query: `SELECT member_id FROM {table:Identifier} GROUP BY member_id
            HAVING max(heartbeat_at) > now64(3) - toIntervalMillisecond({lease_ms:UInt32}) AND max(has_left) = 0
            ORDER BY member_id`,
    query_params: { table, lease_ms: leaseMs },
    format: 'JSONCompact',
  });
  return (await result.json<[string]>()).data.map(([memberId]) => memberId);
}

async function write(
  client: ClickHouseClient,
  table: MembersTable,
  row: { member_id: string; has_left: 0 | 1 },
): Promise<void> {
  await client.insert({ table, values: [row], format: 'JSONEachRow' });
}
