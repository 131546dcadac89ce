import type { LocalDate } from '@app/domain';
import type { Database } from '../database/database.js';

/** Whether the tables have time of a user on a local day before this one (exclusive). */
export async function hasTimeBefore(database: Database, userId: string, before: LocalDate): Promise<boolean> {
  const rows = await database.rows<[number]>(
    'SELECT 1 FROM daily FINAL WHERE user_id = {user_id:UUID} AND local_date < {before:Date} LIMIT 1',
    { user_id: userId, before },
  );
  return rows.length > 0;
}
