import type { ErasedDay } from '@app/domain';
import type { TableShape } from '../activity/write-rows.js';
import type { Database } from '../database/database.js';
import { sideTableOf } from '../projection/side-tables.js';
import { localTableOf } from '../statements/cluster-sql.js';
import { type AlterTable, changeStorage } from '../statements/statement.js';

/** The most days in one statement: ClickHouse keeps its text until it is done. */
const DAYS_AT_ONCE = 200;
/** The answer comes when the rows are gone from every part, here and on every replica. */
const AWAITED = { mutations_sync: '2' } as const;

/**
 * Deletes rows of a user's days that are older than the day's new beginning. These are erased rows,
 * and rows that later ones replaced. Write the rows of the time that is left first. Parts without
 * such rows stay as they are.
 */
export async function eraseDayRows(
  database: Database,
  tables: readonly TableShape[],
  { userId, days }: { userId: string; days: readonly ErasedDay[] },
): Promise<void> {
  const present = await tablesOnHand(database, tables);
  for (let n = 0; n < days.length; n += DAYS_AT_ONCE) {
    const some = days.slice(n, n + DAYS_AT_ONCE);
    const values = {
      user_id: userId,
      days: some.map(({ localDate }) => localDate),
      begins: some.map(({ begins }) => BigInt(begins)),
    };
    for (const { name } of present) {
      await database.change(changeStorage(name, OF_DAYS), { values, settings: AWAITED });
    }
  }
}

const BEFORE =
  'arrayExists((day, begin) -> local_date = day AND version < begin, {days:Array(Date)}, {begins:Array(UInt64)})';

const OF_DAYS = `DELETE WHERE user_id = {user_id:UUID} AND local_date IN {days:Array(Date)} AND ${BEFORE}` as const;

/** Deletes every row of a user in these tables, and the parked events of the user. */
export async function eraseUserRows(database: Database, tables: readonly TableShape[], userId: string): Promise<void> {
  for (const { name } of await tablesOnHand(database, tables)) {
    const ofUser = changeStorage(name, 'DELETE WHERE user_id = {user_id:UUID}');
    await database.change(ofUser, { values: { user_id: userId }, settings: AWAITED });
  }
  const setAside = changeStorage('parked_events', 'DELETE WHERE position(stream, {user_id:String}) > 0');
  await database.change(setAside, { values: { user_id: userId }, settings: AWAITED });
}

/** The engine's time, in epoch seconds. */
export async function engineTime(database: Database): Promise<number> {
  const [[now = 0] = []] = await database.rows<[number]>('SELECT toUnixTimestamp(now())');
  return now;
}

/**
 * Whether all parts that were replaced up to a moment (engine's time, epoch seconds) are gone. Then
 * no file holds rows that were deleted before it. The engine removes such parts by itself; a server
 * does so after `old_parts_lifetime` (8 minutes). This method asks it to look now. In a cluster it
 * checks only the server that answers.
 */
export async function arePartsGone(database: Database, tables: readonly TableShape[], upTo: number): Promise<boolean> {
  const names = [...(await tablesOnHand(database, tables)).map(({ name }) => name), 'parked_events'];
  for (const table of names) await database.change(dropNothing(table));
  const [[left = '0'] = []] = await database.rows<[string]>(
    `SELECT count() FROM system.parts WHERE database = currentDatabase() AND NOT active
       AND table IN {tables:Array(String)} AND toUnixTimestamp(remove_time) <= {up_to:UInt32}`,
    { tables: names.flatMap((table) => [table, localTableOf(table)]), up_to: upTo },
  );
  return Number(left) === 0;
}

/**
 * Dropping a partition makes the engine remove the parts that it no longer needs. No other
 * statement does that at once. There are no rows of 1970, because time is recorded from 2000 on.
 * Parked events have one partition, with another name.
 */
const dropNothing = (table: string): AlterTable =>
  changeStorage(table, `DROP PARTITION ${table === 'parked_events' ? "ID 'none'" : '1970'}`);

/**
 * The tables that exist, and the side tables of a rebuild or a repair that exist. A side table
 * exists while it is being filled, or after its rebuild was cut off. In the order of their names.
 */
export async function tablesOnHand<Table extends TableShape>(
  database: Database,
  tables: readonly Table[],
): Promise<Table[]> {
  const candidates = new Map<string, Table>();
  for (const table of tables) {
    const names = [table.name, sideTableOf(table.name, 'rebuild'), sideTableOf(table.name, 'repair')];
    for (const name of names) candidates.set(name, { ...table, name });
  }
  const rows = await database.rows<[string]>(
    'SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN {tables:Array(String)} ORDER BY name',
    { tables: [...candidates.keys()] },
  );
  return rows.flat().flatMap((name) => candidates.get(name) ?? []);
}
