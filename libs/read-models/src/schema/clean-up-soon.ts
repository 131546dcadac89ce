import type { FolderDatabase } from '../folder/folder-database.js';
import { changeStorage } from '../statements/statement.js';

/**
 * How often the engine removes parts that were merged into others, in seconds. Its own 30 to 300 s
 * are for a server with thousands of tables: here each minute of single writes leaves hundreds of
 * folders, and 40 times the disk that the rows need.
 */
const PERIODS = {
  cleanup_delay_period: 1,
  cleanup_delay_period_random_add: 0,
  max_cleanup_delay_period: 2,
} as const;

/**
 * Lets the in-process engine remove the parts that it no longer needs within seconds. It changes
 * only tables that do not do so yet. Tables of a rebuild take it from their models.
 */
export async function cleanUpSoon(database: FolderDatabase): Promise<void> {
  const tables = await database.rows<[string]>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
       AND engine_full NOT LIKE {known:String}`,
    { known: `%max_cleanup_delay_period = ${PERIODS.max_cleanup_delay_period}%` },
  );
  const values = Object.entries(PERIODS).map(([name, seconds]) => `${name} = ${seconds}`);
  for (const [table] of tables) {
    await database.change(changeStorage(table, `MODIFY SETTING ${values.join(', ')}`));
    await database.cleanUpNow(table);
  }
}
