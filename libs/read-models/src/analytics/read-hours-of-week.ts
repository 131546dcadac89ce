import type { HourOfWeekTime, LocalDate } from '@app/domain';
import type { Database } from '../database/database.js';
import { NativeColumns } from '../formats/native-columns.js';

/** One user's time by hour of the week, from the first day to the last. */
export interface HoursOfWeekAsked {
  readonly userId: string;
  readonly begin: LocalDate;
  readonly end: LocalDate;
  /** Activities that the user's rules split: their time is read by document and page. */
  readonly split: readonly string[];
}

const hoursSql = (isSplit: boolean): string => {
  const names = isSplit ? 'activity, document, page' : 'activity';
  return `SELECT toDayOfWeek(bucket_local) AS weekday, toHour(bucket_local) AS hour,
  toLowCardinality(activity) AS activity_name, ${isSplit ? 'document, page, ' : ''}toFloat64(sum(duration_ms)) AS duration
FROM buckets FINAL
WHERE user_id = {user_id:UUID}
  AND bucket_local >= toDateTime({begin:Date}, 'UTC')
  AND bucket_local < toDateTime({end:Date} + 1, 'UTC')
  AND activity ${isSplit ? 'IN' : 'NOT IN'} {split:Array(String)}
GROUP BY weekday, hour, ${names}`;
};

/**
 * The time of a user by hour of the week. It is read in one query, or in two when the user's rules
 * split activities. In no order. Rejects when the store does.
 */
export async function readHoursOfWeek(database: Database, asked: HoursOfWeekAsked): Promise<HourOfWeekTime[]> {
  const whole = await readHours(database, asked, false);
  return asked.split.length === 0 ? whole : [...whole, ...(await readHours(database, asked, true))];
}

async function readHours(
  database: Database,
  { userId, begin, end, split }: HoursOfWeekAsked,
  isSplit: boolean,
): Promise<HourOfWeekTime[]> {
  const bytes = await database.nativeBytes(hoursSql(isSplit), { user_id: userId, begin, end, split });
  const columns = NativeColumns.fromBytes(bytes);
  const weekdays = columns.numbers('weekday') ?? [];
  const hours = columns.numbers('hour') ?? [];
  const activities = columns.dictionary('activity_name');
  const documents = columns.texts('document');
  const pages = columns.texts('page');
  const durations = columns.numbers('duration') ?? [];
  return Array.from({ length: durations.length }, (_, n) => ({
    weekday: weekdays[n] ?? 0,
    hour: hours[n] ?? 0,
    activity: activities?.names[activities.numbers[n] ?? 0] ?? '',
    document: documents?.[n] ?? '',
    page: pages?.[n] ?? '',
    durationMs: durations[n] ?? 0,
  }));
}
