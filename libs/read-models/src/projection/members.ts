import type { Database } from '../database/database.js';

/** A table of processes that know of each other: `member_id`, `heartbeat_at`, `has_left`. */
export type MembersTable = 'projector_members' | 'schema_migrators';

/**
 * Records that a process lives, at the server's present time. By default the process is a
 * projector.
 */
export const writeHeartbeat = (
  database: Database,
  memberId: string,
  table: MembersTable = 'projector_members',
): Promise<void> => write(database, table, { member_id: memberId, has_left: 0 });

/**
 * Records that a process stopped and will not come back under this id. By default the process is a
 * projector.
 */
export const writeLeave = (
  database: Database,
  memberId: string,
  table: MembersTable = 'projector_members',
): Promise<void> => write(database, table, { member_id: memberId, has_left: 1 });

/**
 * The processes with a sign of life in the last `leaseMs` by the server's clock, in the order of
 * their ids. A process that has left is not among them, even if a heartbeat arrives after that.
 */
export async function readLiveMembers(
  database: Database,
  leaseMs: number,
  table: MembersTable = 'projector_members',
): Promise<string[]> {
  const rows = await database.rows<[string]>(
    `SELECT member_id FROM {table:Identifier} GROUP BY member_id
     HAVING max(heartbeat_at) > now64(3) - toIntervalMillisecond({lease_ms:UInt32}) AND max(has_left) = 0
     ORDER BY member_id`,
    { table, lease_ms: leaseMs },
  );
  return rows.map(([memberId]) => memberId);
}

async function write(
  database: Database,
  table: MembersTable,
  row: { member_id: string; has_left: 0 | 1 },
): Promise<void> {
  await database.insert(table, [row]);
}
