import type { BucketRow, DailyRow, ErasedDay } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';
import { type ActivityTable, BUCKETS, DAILY } from '../activity/write-rows.js';
import { sideTableOf } from '../projection/side-tables.js';
import { localTableOf } from '../schema/cluster-ddl.js';

/** Tables with rows of users. Side tables are those of a rebuild or repair that was cut off, when there is one. */
const TABLES = (['buckets', 'daily'] as const).flatMap((table) => [
  table,
  sideTableOf(table, 'rebuild'),
  sideTableOf(table, 'repair'),
]);

/** Days of one statement: it is kept as text until it is done. */
const DAYS_AT_ONCE = 200;
/** The rows are gone from every part, here and on every replica, when the statement is answered. */
const AWAITED = { mutations_sync: '2' } as const;

/**
 * Deletes a user's rows of these days that depend on nothing after the day's new beginning: what was erased, and what
 * later rows replaced. Write the rows of what survived first. Parts that hold none of them stay as they are.
 */
export async function eraseDayRows(
  client: ClickHouseClient,
  userId: string,
  days: readonly ErasedDay[],
): Promise<void> {
  const tables = await presentTables(client);
  for (let n = 0; n < days.length; n += DAYS_AT_ONCE) {
    const some = days.slice(n, n + DAYS_AT_ONCE);
    const query_params = {
      user_id: userId,
      days: some.map(({ localDate }) => localDate),
      begins: some.map(({ begins }) => BigInt(begins)),
    };
    for (const table of tables) {
      await client.command({
        query: `ALTER TABLE ${table} DELETE WHERE user_id = {user_id:UUID} AND local_date IN {days:Array(Date)} AND ${BEFORE}`,
        query_params,
        clickhouse_settings: AWAITED,
      });
    }
  }
}

const BEFORE =
  'arrayExists((day, begin) -> local_date = day AND version < begin, {days:Array(Date)}, {begins:Array(UInt64)})';

/** Deletes every row of a user. */
export async function eraseUserRows(client: ClickHouseClient, userId: string): Promise<void> {
  for (const table of await presentTables(client)) {
    await client.command({
      query: `ALTER TABLE ${table} DELETE WHERE user_id = {user_id:UUID}`,
      query_params: { user_id: userId },
      clickhouse_settings: AWAITED,
    });
  }
  await client.command({
    query: 'ALTER TABLE parked_events DELETE WHERE position(stream, {user_id:String}) > 0',
    query_params: { user_id: userId },
    clickhouse_settings: AWAITED,
  });
}

/** The engine's time, in epoch seconds. */
export async function engineTime(client: ClickHouseClient): Promise<number> {
  const [[now = 0] = []] = await rowsOf<[number]>(client, 'SELECT toUnixTimestamp(now())');
  return now;
}

/**
 * Whether no part lies about any more that was replaced up to a moment, by the engine's time: what was deleted by then is
 * in no file. The engine removes such parts by itself, a server after `old_parts_lifetime` (8 minutes); it is asked to look
 * now. Of a cluster only the server that answers is looked at.
 */
export async function arePartsGone(client: ClickHouseClient, upTo: number): Promise<boolean> {
  const tables = [...(await presentTables(client)), 'parked_events'];
  for (const table of tables) await client.command({ query: dropNothing(table) });
  const [[left = '0'] = []] = await rowsOf<[string]>(
    client,
    `SELECT count() FROM system.parts WHERE database = currentDatabase() AND NOT active
       AND table IN {tables:Array(String)} AND toUnixTimestamp(remove_time) <= {up_to:UInt32}`,
    { tables: tables.flatMap((table) => [table, localTableOf(table)]), up_to: upTo },
  );
  return Number(left) === 0;
}

/**
 * Dropping a partition ends with the engine removing the parts that it needs no more, and nothing else has it do that at
 * once. There are no rows of 1970: time is recorded from 2000 on. Parked events have one partition, of another name.
 */
const dropNothing = (table: string): string =>
  `ALTER TABLE ${table} DROP PARTITION ${table === 'parked_events' ? "ID 'none'" : '1970'}`;

/** The tables that hold rows of users now, side tables included. */
export async function activityTables(
  client: ClickHouseClient,
): Promise<{ buckets: ActivityTable<BucketRow>[]; daily: ActivityTable<DailyRow>[] }> {
  const names = await presentTables(client);
  const alike = <Row>(table: ActivityTable<Row>) =>
    names.filter((name) => name.startsWith(table.name)).map((name) => ({ ...table, name }));
  return { buckets: alike(BUCKETS), daily: alike(DAILY) };
}

async function presentTables(client: ClickHouseClient): Promise<string[]> {
  const rows = await rowsOf<[string]>(
    client,
    'SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN {tables:Array(String)} ORDER BY name',
    { tables: TABLES },
  );
  return rows.flat();
}

async function rowsOf<Row>(
  client: ClickHouseClient,
  query: string,
  query_params: Record<string, unknown> = {},
): Promise<Row[]> {
  const result = await client.query({ query, query_params, format: 'JSONCompact' });
  return (await result.json<Row>()).data;
}
