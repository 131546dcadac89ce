import type { ErasedDay } from '@app/domain';
import type { TableShape } from '../activity/write-rows.js';
import type { Database } from '../database/database.js';
import { sideTableOf } from '../projection/side-tables.js';
import { localTableOf } from '../statements/cluster-sql.js';
import { type AlterTable, changeStorage } from '../statements/statement.js';

/** Days of one statement: it is kept as text until it is done. */
const DAYS_AT_ONCE = 200;
/** The rows are gone from every part, here and on every replica, when the statement is answered. */
const AWAITED = { mutations_sync: '2' } as const;

/**
 * Deletes a user's rows of these days that depend on nothing after the day's new beginning: what was erased, and what
 * later rows replaced. Write the rows of what survived first. Parts that hold none of them stay as they are.
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

/** Deletes every row of a user in these tables, and the events of the user that were set aside. */
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
 * Whether no part lies about any more that was replaced up to a moment, by the engine's time: what was deleted by then is
 * in no file. The engine removes such parts by itself, a server after `old_parts_lifetime` (8 minutes); it is asked to look
 * now. Of a cluster only the server that answers is looked at.
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
 * Dropping a partition ends with the engine removing the parts that it needs no more, and nothing else has it do that at
 * once. There are no rows of 1970: time is recorded from 2000 on. Parked events have one partition, of another name.
 */
const dropNothing = (table: string): AlterTable =>
  changeStorage(table, `DROP PARTITION ${table === 'parked_events' ? "ID 'none'" : '1970'}`);

/**
 * Those of the tables that are there, and the tables beside them that a rebuild or a repair fills now, or left behind when it
 * was cut off. In the order of their names.
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
