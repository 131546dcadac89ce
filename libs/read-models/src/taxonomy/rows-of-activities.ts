import type { BucketRow, DailyRow } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';

/** One user's time with some activities, in one calendar year of local days. */
export interface YearOfActivities {
  readonly userId: string;
  readonly year: number;
  readonly activities: ReadonlySet<string>;
}

/** The activities that a user has any row of, and the calendar years of the rows of each, ascending. */
export async function readActivityYears(client: ClickHouseClient, userId: string): Promise<Map<string, number[]>> {
  const result = await client.query({
    query: `SELECT activity, arraySort(groupUniqArray(toYear(local_date))) FROM daily
            WHERE user_id = {user_id:UUID} GROUP BY activity`,
    query_params: { user_id: userId },
    format: 'JSONCompact',
  });
  return new Map((await result.json<[string, number[]]>()).data);
}

/** The buckets that count, in no order. */
export async function readBuckets(client: ClickHouseClient, asked: YearOfActivities): Promise<BucketRow[]> {
  const query = `SELECT ${CLASSED}, document, toUnixTimestamp(bucket_local), toUnixTimestamp(bucket_utc)
    FROM buckets FINAL WHERE ${OF_YEAR}
    AND bucket_local BETWEEN toDateTime({begin:Date} - 1, 'UTC') AND toDateTime({end:Date} + 2, 'UTC')`;
  const rows = await readYear<[...Classed, string, number, number]>(client, query, asked);
  return rows.map(([localDate, source, activity, overview, category, productivity, durationMs, version, ...rest]) => ({
    ...rowOf(asked.userId, [localDate, source, activity, overview, category, productivity, durationMs, version]),
    document: rest[0],
    bucketLocal: rest[1],
    bucketUtc: rest[2],
  }));
}

/** The daily rows that count, in no order. */
export async function readDaily(client: ClickHouseClient, asked: YearOfActivities): Promise<DailyRow[]> {
  const query = `SELECT ${CLASSED}, rule FROM daily FINAL WHERE ${OF_YEAR}`;
  const rows = await readYear<[...Classed, number]>(client, query, asked);
  return rows.map(([localDate, source, activity, overview, category, productivity, durationMs, version, rule]) => ({
    ...rowOf(asked.userId, [localDate, source, activity, overview, category, productivity, durationMs, version]),
    rule,
  }));
}

const CLASSED = 'local_date, source, activity, overview, category, productivity, duration_ms, version';
type Classed = [
  localDate: DailyRow['localDate'],
  source: DailyRow['source'],
  activity: string,
  overview: string,
  category: string,
  productivity: DailyRow['productivity'],
  durationMs: number,
  version: string,
];

const OF_YEAR = `user_id = {user_id:UUID} AND local_date BETWEEN {begin:Date} AND {end:Date}
    AND (empty({activities:Array(String)}) OR activity IN {activities:Array(String)})`;

/** More names than these are not sent: a server takes no URL over 1 MiB, and a bound value is a part of the URL. */
const MOST_NAMES = 200;

async function readYear<Row extends [unknown, unknown, string, ...unknown[]]>(
  client: ClickHouseClient,
  query: string,
  { userId, year, activities }: YearOfActivities,
): Promise<Row[]> {
  const result = await client.query({
    query,
    query_params: {
      user_id: userId,
      begin: `${year}-01-01`,
      end: `${year}-12-31`,
      activities: activities.size > MOST_NAMES ? [] : [...activities],
    },
    format: 'JSONCompact',
  });
  const { data } = await result.json<Row>();
  return data.filter(([, , activity]) => activities.has(activity));
}

function rowOf(
  userId: string,
  [localDate, source, activity, overview, category, productivity, durationMs, version]: Classed,
): Omit<DailyRow, 'rule'> {
  return {
    userId,
    localDate,
    source,
    activity,
    overview,
    category,
    productivity,
    durationMs,
    version: BigInt(version),
    isDeleted: false,
  };
}
