import {
  type AnalyticPlan,
  type Detail,
  type LocalDate,
  addDays,
  isStored,
  localDateOfUtcMs,
  type NameRestriction,
  type Resolution,
  type StoredColumn,
  type TimeToSum,
} from '@app/domain';
import { ReadModelsError } from '../database/errors.js';

/** The text of a query and its bound values, in the form that the ClickHouse client takes. */
export interface BoundQuery {
  readonly query: string;
  /** A value may be undefined when no placeholder needs it. */
  readonly query_params: Record<string, unknown>;
}

/**
 * Local start of the interval of a row. A week starts on its Sunday, so a label may precede the
 * range.
 */
const INTERVAL_STARTS: Record<Resolution, string> = {
  month: "toDateTime(toStartOfMonth(local_date), 'UTC')",
  week: "toDateTime(toStartOfWeek(local_date, 0), 'UTC')",
  day: "toDateTime(local_date, 'UTC')",
  hour: 'toStartOfHour(bucket_local)',
  minute: 'bucket_local',
};

/**
 * The hour of the week of a row, as the hour of a week that begins on a Monday: that of 5 January
 * 1970.
 */
const HOUR_OF_WEEK =
  "toDateTime('1970-01-05', 'UTC') + toIntervalHour((toDayOfWeek(bucket_local) - 1) * 24 + toHour(bucket_local))";

const TABLES: Record<AnalyticPlan['table'], { name: string; conditions: readonly string[] }> = {
  daily: { name: 'daily', conditions: ['local_date BETWEEN {begin:Date} AND {end:Date}'] },
  // Filters by a column of the key, so the engine skips other days. Each bucket lies in one local
  // day, because offsets are whole buckets.
  buckets: {
    name: 'buckets',
    conditions: ["bucket_local >= toDateTime({begin:Date}, 'UTC')", "bucket_local < toDateTime({end:Date} + 1, 'UTC')"],
  },
};

const FIRST_DAY = localDateOfUtcMs(Date.UTC(1970, 0, 4));
const LAST_DAY = localDateOfUtcMs(Date.UTC(2105, 11, 31));

const IN_SCHEDULE = `arrayExists(
    (weekday, begin_minute, end_minute) -> toDayOfWeek(bucket_local) = weekday
      AND toHour(bucket_local) * 60 + toMinute(bucket_local) BETWEEN begin_minute AND end_minute - 1,
    {weekdays:Array(UInt8)}, {begin_minutes:Array(UInt16)}, {end_minutes:Array(UInt16)})`;

const DETAILS: Record<Detail | 'page', readonly string[]> = {
  activity: ['activity'],
  document: ['activity', 'document'],
  page: ['activity', 'document', 'page'],
};

/** The time to read of one user. */
export interface TimeAsked extends TimeToSum {
  readonly userId: string;
  /** Whether the engine should refuse to read what is too large for one piece of a report. */
  readonly isLimited?: boolean;
}

/**
 * The most that one piece of a report may read and return. The engine knows from its index what it
 * has to read, so it refuses within a few milliseconds. An index counts whole blocks of each part:
 * 1,024 rows of `buckets` and 8,192 of `daily`, which has short rows. A year by day of sixty
 * activities is below all limits.
 */
const LIMITS: Record<AnalyticPlan['table'], string> = {
  daily: 'max_rows_to_read = 300000, max_result_rows = 25000, max_result_bytes = 4000000',
  buckets: 'max_rows_to_read = 100000, max_result_rows = 25000, max_result_bytes = 4000000',
};
/** Rows to read; rows or bytes of the result. */
const TOO_LARGE: ReadonlySet<string> = new Set(['158', '396']);

/** Whether the engine refused to read because a limit was reached (`isLimited`). */
export const isTooLarge = (error: unknown): boolean => error instanceof ReadModelsError && TOO_LARGE.has(error.code);

/**
 * The one query that sums a user's time for a plan. Columns: [interval start in epoch seconds, as
 * if local time were UTC,] activity [, document [, page]], milliseconds. Every value is bound.
 *
 * Rows of several days come in the order of a report, so `shapeReport` only checks the order. Names
 * that only a taxonomy knows are left to `ReportRows`.
 */
export function timeSql({ userId, plan, activities, giving, isLimited = false }: TimeAsked): BoundQuery {
  const table = TABLES[activities ? 'buckets' : plan.table];
  const columns = DETAILS[activities ? 'page' : plan.detail];
  const start = plan.isByHourOfWeek ? HOUR_OF_WEEK : plan.resolution && INTERVAL_STARTS[plan.resolution];
  const interval = start === undefined ? [] : [`toUnixTimestamp(${start}) AS interval_start`];
  const key = start === undefined ? [] : ['interval_start'];
  const [thing, thingy] = [plan.thing, plan.thingy].map((one) => (one && isStored(one) ? one : undefined));
  const conditions = [
    'user_id = {user_id:UUID}',
    ...table.conditions,
    ...(plan.source ? ['source = {source:String}'] : []),
    ...(thing ? [isNamed(thing, '{thing:Array(String)}', giving !== undefined)] : []),
    ...(thingy ? [isNamed(thingy, '{thingy:Array(String)}', giving !== undefined)] : []),
    ...(activities ? ['activity IN {activities:Array(String)}'] : []),
    ...(plan.schedule ? [IN_SCHEDULE] : []),
  ];
  const query = [
    `SELECT ${[...interval, ...columns.map(selected), `${DURATION} AS duration`].join(', ')}`,
    `FROM ${table.name} FINAL`,
    `WHERE ${conditions.join('\n  AND ')}`,
    `GROUP BY ${[...key, ...columns].join(', ')}`,
    // A day has few rows. To order them would cost the engine an eighth of the query, and costs
    // `shapeReport` next to nothing.
    ...(plan.begin === plan.end ? [] : [`ORDER BY ${[...key, `${SECONDS} DESC`, ...columns].join(', ')}`]),
    ...(isLimited ? [`SETTINGS ${LIMITS[activities ? 'buckets' : plan.table]}`] : []),
  ].join('\n');
  const query_params = {
    user_id: userId,
    ...storedDays(plan),
    source: plan.source,
    thing: thing?.names,
    thingy: thingy?.names,
    activities,
    giving,
    weekdays: plan.schedule?.map((range) => range.weekday),
    begin_minutes: plan.schedule?.map((range) => range.beginMinute),
    end_minutes: plan.schedule?.map((range) => range.endMinute),
  };
  return { query, query_params };
}

/** A float, because JSON would hold a 64-bit number as text. Exact up to 285,000 years. */
const DURATION = 'toFloat64(sum(duration_ms))';
/** Activities repeat: in a dictionary each name comes once. */
const selected = (column: string): string =>
  column === 'activity' ? 'toLowCardinality(activity) AS activity_name' : column;
/** Rounds as `shapeReport` does. */
const SECONDS = 'intDiv(sum(duration_ms) + 500, 1000)';

/**
 * The days of the plan that the tables can hold. For other days ClickHouse would take the nearest
 * date that it knows, and answer with the time of another day. The first is the Sunday that starts
 * the first whole week of a `Date`.
 */
export function storedDays({ begin, end }: Pick<AnalyticPlan, 'begin' | 'end'>): { begin: LocalDate; end: LocalDate } {
  const beginStored = begin < FIRST_DAY ? FIRST_DAY : begin;
  const endStored = end > LAST_DAY ? LAST_DAY : end;
  // A range outside of the stored days stays a range without days, within what can be bound.
  return beginStored > endStored
    ? { begin: addDays(FIRST_DAY, 1), end: FIRST_DAY }
    : { begin: beginStored, end: endStored };
}

function isNamed({ columns }: NameRestriction<StoredColumn>, names: string, isGiven: boolean): string {
  const alternatives = columns.map((column) => `${column} IN ${names}`);
  if (isGiven && columns.includes('activity')) alternatives.push('activity IN {giving:Array(String)}');
  return alternatives.length === 1 ? alternatives.join('') : `(${alternatives.join(' OR ')})`;
}
