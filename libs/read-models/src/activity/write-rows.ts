import type { BucketRow, DailyRow } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';

/** Each column of a table and its value in a row. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string | number>>;

const BOTH: Columns<DailyRow | BucketRow> = {
  user_id: (row) => row.userId,
  local_date: (row) => row.localDate,
  source: (row) => row.source,
  activity: (row) => row.activity,
  overview: (row) => row.overview,
  category: (row) => row.category,
  productivity: (row) => row.productivity,
  duration_ms: (row) => row.durationMs,
  // 64 bits: a JSON number would lose its last digits.
  version: (row) => row.version.toString(),
  is_deleted: (row) => Number(row.isDeleted),
};

const DAILY: Columns<DailyRow> = { ...BOTH, rule: (row) => row.rule };

const BUCKETS: Columns<BucketRow> = {
  ...BOTH,
  bucket_local: (row) => row.bucketLocal,
  bucket_utc: (row) => row.bucketUtc,
  document: (row) => row.document,
};

/** Writes rows to `buckets`, in one insert. Writing them again changes nothing. */
export function writeBuckets(client: ClickHouseClient, rows: readonly BucketRow[]): Promise<void> {
  return write(client, { table: 'buckets', columns: BUCKETS, rows });
}

/** Writes rows to `daily`, in one insert. Writing them again changes nothing. */
export function writeDaily(client: ClickHouseClient, rows: readonly DailyRow[]): Promise<void> {
  return write(client, { table: 'daily', columns: DAILY, rows });
}

/** Empties both tables: the first step of projecting a log from its beginning. */
export async function clearActivity(client: ClickHouseClient): Promise<void> {
  for (const table of ['buckets', 'daily']) await client.command({ query: `TRUNCATE TABLE ${table}` });
}

async function write<Row>(
  client: ClickHouseClient,
  { table, columns, rows }: { table: string; columns: Columns<Row>; rows: readonly Row[] },
): Promise<void> {
  if (rows.length === 0) return;
  const [first = '', ...rest] = Object.keys(columns);
  const cells = Object.values(columns);
  const values = rows.map((row) => cells.map((cell) => cell(row)));
  await client.insert({ table, columns: [first, ...rest], values, format: 'JSONCompactEachRow' });
}
