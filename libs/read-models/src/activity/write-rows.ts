import type { BucketRow, DailyRow } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';

const BUCKET_COLUMNS = [
  'user_id',
  'bucket_local',
  'bucket_utc',
  'source',
  'activity',
  'document',
  'local_date',
  'overview',
  'category',
  'productivity',
  'duration_ms',
  'version',
  'is_deleted',
] as const;

const DAILY_COLUMNS = [
  'user_id',
  'local_date',
  'source',
  'activity',
  'overview',
  'category',
  'productivity',
  'duration_ms',
  'version',
  'is_deleted',
] as const;

/** Writes rows to `buckets`, in one insert. Writing them again changes nothing. */
export async function writeBuckets(client: ClickHouseClient, rows: readonly BucketRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => [
    row.userId,
    row.bucketLocal,
    row.bucketUtc,
    row.source,
    row.activity,
    row.document,
    row.localDate,
    row.overview,
    row.category,
    row.productivity,
    row.durationMs,
    row.version.toString(),
    Number(row.isDeleted),
  ]);
  await client.insert({ table: 'buckets', columns: [...BUCKET_COLUMNS], values, format: 'JSONCompactEachRow' });
}

/** Writes rows to `daily`, in one insert. Writing them again changes nothing. */
export async function writeDaily(client: ClickHouseClient, rows: readonly DailyRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => [
    row.userId,
    row.localDate,
    row.source,
    row.activity,
    row.overview,
    row.category,
    row.productivity,
    row.durationMs,
    row.version.toString(),
    Number(row.isDeleted),
  ]);
  await client.insert({ table: 'daily', columns: [...DAILY_COLUMNS], values, format: 'JSONCompactEachRow' });
}

/** Empties both tables: the first step of projecting a log from its beginning. */
export async function clearActivity(client: ClickHouseClient): Promise<void> {
  for (const table of ['buckets', 'daily']) await client.command({ query: `TRUNCATE TABLE ${table}` });
}
