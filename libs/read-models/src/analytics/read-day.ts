import type { BucketTime, LocalDate, Source } from '@app/domain';
import type { Database } from '../database/database.js';
import { NativeColumns } from '../formats/native-columns.js';

/**
 * The buckets of one user's local day, in the order of time. Each has its own UTC start, so an hour
 * that the clock repeats is there twice.
 */
export const DAY_SQL = `SELECT toFloat64(toUnixTimestamp(bucket_utc)) * 1000 AS start_ms,
  (toFloat64(toUnixTimestamp(bucket_local)) - toFloat64(toUnixTimestamp(bucket_utc))) / 60 AS utc_offset_minutes,
  toLowCardinality(toString(source)) AS source_name,
  toLowCardinality(activity) AS activity_name,
  document, page, toFloat64(duration_ms) AS duration
FROM buckets FINAL
WHERE user_id = {user_id:UUID}
  AND bucket_local >= toDateTime({date:Date}, 'UTC')
  AND bucket_local < toDateTime({date:Date} + 1, 'UTC')
ORDER BY bucket_utc, source, activity, document, page`;

/**
 * One user's time on one local day, bucket by bucket. Empty for a day without time. Rejects when
 * the store does.
 */
export async function readDay(
  database: Database,
  { userId, date }: { userId: string; date: LocalDate },
): Promise<BucketTime[]> {
  const columns = NativeColumns.fromBytes(await database.nativeBytes(DAY_SQL, { user_id: userId, date }));
  const starts = columns.numbers('start_ms') ?? [];
  const offsets = columns.numbers('utc_offset_minutes') ?? [];
  const sources = columns.dictionary('source_name');
  const activities = columns.dictionary('activity_name');
  const documents = columns.texts('document') ?? [];
  const pages = columns.texts('page') ?? [];
  const durations = columns.numbers('duration') ?? [];
  return Array.from({ length: durations.length }, (_, n) => ({
    startMs: starts[n] ?? 0,
    utcOffsetMinutes: offsets[n] ?? 0,
    source: sources?.names[sources.numbers[n] ?? 0] as Source,
    activity: activities?.names[activities.numbers[n] ?? 0] ?? '',
    document: documents[n] ?? '',
    page: pages[n] ?? '',
    durationMs: durations[n] ?? 0,
  }));
}
