import type { Database } from '../database/database.js';
import type { TableShape } from '../activity/write-rows.js';
import { localTableOf } from '../statements/cluster-sql.js';
import { changeStorage, createTableLike, dropTable, exchangeTables, insertSelect } from '../statements/statement.js';

/**
 * What a side table is for: to take the place of its table, or to be compared with one user's rows
 * of it.
 */
export type SidePurpose = 'rebuild' | 'repair';

/** Name of the table beside another. */
export const sideTableOf = (table: string, purpose: SidePurpose): string => `${table}_${purpose}`;

/** Makes the side tables that do not exist yet, empty. Safe to repeat. */
export async function makeSideTables(
  database: Database,
  tables: readonly TableShape[],
  purpose: SidePurpose,
): Promise<void> {
  for (const { name, key } of tables) {
    await database.change(createTableLike({ table: sideTableOf(name, purpose), model: name, shardKey: key[0] }));
  }
}

/** Removes side tables, or the tables whose place they took, for good. Safe to repeat. */
export async function dropSideTables(
  database: Database,
  tables: readonly string[],
  purpose: SidePurpose,
): Promise<void> {
  for (const table of tables) await database.change(dropTable(sideTableOf(table, purpose), { isSync: true }));
}

/**
 * Marks the side tables as those of a rebuild. The mark goes with a table when it changes its name.
 * So a swap that was cut off knows what it has done.
 */
export async function markSideTables(database: Database, tables: readonly string[], id: string): Promise<void> {
  for (const table of tables) {
    await database.change(changeStorage(sideTableOf(table, 'rebuild'), `MODIFY COMMENT '${markOf(id)}'`));
  }
}

/**
 * Lets each side table take the place of its table in one step: a report reads either the one or
 * the other. A table with the mark of the rebuild was swapped before and stays where it is. So this
 * is safe to repeat.
 */
export async function swapSideTables(database: Database, tables: readonly string[], id: string): Promise<void> {
  for (const table of tables) {
    if ((await commentOf(database, table)) === markOf(id)) continue;
    await database.change(exchangeTables(table, sideTableOf(table, 'rebuild')));
  }
}

/**
 * Makes one user's rows of a table equal to those of its side table. Rows that the side table does
 * not have are deleted. Rows that differ are written. Rows that depend on an event after `upTo`
 * stay: the projector writes them. It is one insert, so a year of the user's rows appears as a
 * whole.
 */
export async function mergeSideTable(
  database: Database,
  { name: table, columns, key }: TableShape,
  { userId, upTo }: { userId: string; upTo: bigint },
): Promise<void> {
  const stored = `SELECT * FROM ${table} FINAL WHERE user_id = {user_id:UUID} AND version <= {up_to:UInt64}`;
  const rebuilt = `SELECT * FROM ${sideTableOf(table, 'repair')} FINAL WHERE user_id = {user_id:UUID}`;
  const values = columns.filter((column) => column !== 'is_deleted');
  const merge = insertSelect(`INSERT INTO ${table} (${columns.join(', ')})
      SELECT ${columns.map((column) => (column === 'is_deleted' ? '1 AS is_deleted' : column)).join(', ')}
      FROM (${stored}) AS stored LEFT ANTI JOIN (${rebuilt}) AS rebuilt USING (${key.join(', ')})
      UNION ALL
      SELECT ${columns.join(', ')}
      FROM (${rebuilt}) AS rebuilt LEFT ANTI JOIN (${stored}) AS stored USING (${values.join(', ')})`);
  await database.change(merge, { values: { user_id: userId, up_to: upTo.toString() } });
}

/** An id is a UUID of ours: it needs no quoting. */
const markOf = (id: string): string => `rebuild ${id}`;

/** The comment of the table that holds the rows. */
async function commentOf(database: Database, table: string): Promise<string> {
  const [[comment] = ['']] = await database.rows<[string]>(
    `SELECT comment FROM system.tables
     WHERE database = currentDatabase() AND name IN ({name:String}, {local:String}) AND engine != 'Distributed'`,
    { name: table, local: localTableOf(table) },
  );
  return comment;
}
