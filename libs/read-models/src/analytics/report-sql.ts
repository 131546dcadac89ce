import {
  type AnalyticPlan,
  type LocalDate,
  addDays,
  LISTINGS,
  localDateOfUtcMs,
  type NameRestriction,
  type ReportColumn,
  type Resolution,
} from '@app/domain';

/** The text of a query and its bound values, as the ClickHouse client takes them. */
export interface BoundQuery {
  readonly query: string;
  /** A value that no placeholder asks for is undefined. */
  readonly query_params: Record<string, unknown>;
}

const COLUMNS: Record<ReportColumn, string> = {
  overview: 'overview',
  category: 'category',
  activity: 'activity',
  document: 'document',
  productivity: 'productivity',
};

/** Local start of the interval that a row falls in. A week starts on its Sunday; a label may precede the range. */
const INTERVAL_STARTS: Record<Resolution, string> = {
  month: "toDateTime(toStartOfMonth(local_date), 'UTC')",
  week: "toDateTime(toStartOfWeek(local_date, 0), 'UTC')",
  day: "toDateTime(local_date, 'UTC')",
  hour: 'toStartOfHour(bucket_local)',
  minute: 'bucket_local',
};

const TABLES: Record<AnalyticPlan['table'], { name: string; conditions: readonly string[] }> = {
  daily: { name: 'daily', conditions: [] },
  // local_date is the truth, bucket_local is in the primary key: both, so that the key and the partitions prune.
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

const DURATION = 'sum(duration_ms)';
const WEIGHTED = 'sum(duration_ms * productivity)';

/**
 * The one query that answers a plan for one user. Columns: [interval start,] the listing's columns, milliseconds
 * [, milliseconds times level in an efficiency report]. Every value is bound. Rows come ordered but for ties, which only
 * whole seconds decide: that makes the sort of `shapeReport` one pass.
 */
export function reportSql(userId: string, plan: AnalyticPlan): BoundQuery {
  const table = TABLES[plan.table];
  const columns = LISTINGS[plan.listing].columns.map((column) => COLUMNS[column]);
  const interval = plan.resolution
    ? { select: [`${INTERVAL_STARTS[plan.resolution]} AS interval_start`], key: ['interval_start'] }
    : { select: [], key: [] };
  const sums = plan.listing === 'efficiency' ? [DURATION, WEIGHTED] : [DURATION];
  const conditions = [
    'user_id = {user_id:UUID}',
    'local_date BETWEEN {begin:Date} AND {end:Date}',
    ...table.conditions,
    ...(plan.source ? ['source = {source:String}'] : []),
    ...(plan.thing ? [isNamed(plan.thing, '{thing:String}')] : []),
    ...(plan.thingy ? [isNamed(plan.thingy, '{thingy:String}')] : []),
    ...(plan.schedule ? [IN_SCHEDULE] : []),
  ];
  const query = [
    `SELECT ${[...interval.select, ...columns, ...sums].join(', ')}`,
    `FROM ${table.name} FINAL`,
    `WHERE ${conditions.join('\n  AND ')}`,
    `GROUP BY ${[...interval.key, ...columns].join(', ')}`,
    `ORDER BY ${[...interval.key, `${DURATION} DESC`].join(', ')}`,
  ].join('\n');
  const query_params = {
    user_id: userId,
    ...storedDays(plan),
    source: plan.source,
    thing: plan.thing?.name,
    thingy: plan.thingy?.name,
    weekdays: plan.schedule?.map((range) => range.weekday),
    begin_minutes: plan.schedule?.map((range) => range.beginMinute),
    end_minutes: plan.schedule?.map((range) => range.endMinute),
  };
  return { query, query_params };
}

/**
 * The plan's days that the tables can hold. Outside of them ClickHouse would move a bound date to the nearest one it
 * knows, and answer with another day's time. The first is the Sunday that starts the first whole week of a `Date`.
 */
function storedDays({ begin, end }: AnalyticPlan): { begin: LocalDate; end: LocalDate } {
  const beginStored = begin < FIRST_DAY ? FIRST_DAY : begin;
  const endStored = end > LAST_DAY ? LAST_DAY : end;
  // A range that misses the stored days altogether stays one without days, and within what can be bound.
  return beginStored > endStored
    ? { begin: addDays(FIRST_DAY, 1), end: FIRST_DAY }
    : { begin: beginStored, end: endStored };
}

function isNamed(restriction: NameRestriction, name: string): string {
  const alternatives = restriction.columns.map((column) => `${COLUMNS[column]} = ${name}`);
  return alternatives.length === 1 ? alternatives.join('') : `(${alternatives.join(' OR ')})`;
}
