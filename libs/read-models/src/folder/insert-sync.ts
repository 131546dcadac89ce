import type { Database } from '../database/database.js';
import { changeStorage } from '../statements/statement.js';

const SETTINGS = ['fsync_after_insert', 'fsync_part_directory'];

/**
 * Lets each insert wait for the disk, or not. It changes only the tables that say the opposite:
 * some never wait.
 */
export async function setInsertSync(database: Database, isOn: boolean): Promise<void> {
  const tables = await database.rows<[string]>(
    `SELECT name FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
       AND engine_full LIKE {opposite:String}`,
    { opposite: `%fsync_after_insert = ${Number(!isOn)}%` },
  );
  const values = SETTINGS.map((name) => `${name} = ${Number(isOn)}`).join(', ');
  for (const [table] of tables) await database.change(changeStorage(table, `MODIFY SETTING ${values}`));
}
