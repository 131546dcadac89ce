import type { ClickHouseClient } from '@clickhouse/client';

/** Says that a projector process lives, at the server's present time. */
export const writeHeartbeat = (client: ClickHouseClient, memberId: string): Promise<void> =>
  write(client, { member_id: memberId, has_left: 0 });

/** Says that a projector process projects no more and will not come back under this id. */
export const writeLeave = (client: ClickHouseClient, memberId: string): Promise<void> =>
  write(client, { member_id: memberId, has_left: 1 });

/**
 * The processes that gave a sign of life less than so many ms ago by the server's clock and have not left, in the order of
 * their ids. Leaving is final, also for a heartbeat that arrives after it.
 */
export async function readLiveMembers(client: ClickHouseClient, leaseMs: number): Promise<string[]> {
  const result = await client.query({
    query: `SELECT member_id FROM projector_members GROUP BY member_id
            HAVING max(heartbeat_at) > now64(3) - toIntervalMillisecond({lease_ms:UInt32}) AND max(has_left) = 0
            ORDER BY member_id`,
    query_params: { lease_ms: leaseMs },
    format: 'JSONCompact',
  });
  return (await result.json<[string]>()).data.map(([memberId]) => memberId);
}

async function write(client: ClickHouseClient, row: { member_id: string; has_left: 0 | 1 }): Promise<void> {
  await client.insert({ table: 'projector_members', values: [row], format: 'JSONEachRow' });
}
