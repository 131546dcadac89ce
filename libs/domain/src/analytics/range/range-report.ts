import type { AnalyticPlan } from '../plan-query.js';
import type { ReportRow } from '../shape-report.js';
import { byMost, eachInSteps, Longest } from './longest.js';
import { type LevelSeconds, sumsOf, type TimeSums } from '../day/day-report.js';

/** The sums of one interval: `start` is its local date and time. */
export interface IntervalSums {
  readonly start: string;
  readonly levelSeconds: LevelSeconds;
}

/** Time in one hour of the week, summed over all weeks of a range. */
export interface HourOfWeekSums {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** 0 to 23, by the wall clock. */
  readonly hour: number;
  readonly levelSeconds: LevelSeconds;
}

export interface CategoryTime {
  readonly category: string;
  readonly productivity: number;
  readonly seconds: number;
}

export interface ActivityTime extends CategoryTime {
  readonly activity: string;
}

/** The activities of a range. Lists go from most time to least, then by name. */
export interface RangeActivities {
  readonly activities: readonly ActivityTime[];
  /** How many there are in all. */
  readonly activityCount: number;
  readonly categories: readonly CategoryTime[];
}

/** The sums of rows that list levels. Milliseconds become seconds after all summing. */
export function levelSums(rows: Iterable<ReportRow>): TimeSums {
  const total = noTime();
  for (const row of rows) add(total, row);
  return sumsOf(total);
}

/** The levels of each interval that has time, in the order of time. The rows list levels. */
export function intervalSums(rows: Iterable<ReportRow>): IntervalSums[] {
  const intervals = new Map<string, number[]>();
  for (const row of rows) add(foundOr(intervals, row.intervalStart ?? '', noTime), row);
  return [...intervals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([start, levels]) => ({ start, levelSeconds: sumsOf(levels).levelSeconds }));
}

/**
 * The plan that sums the same time by hour of the week: by weekday and hour of the wall clock, over
 * all weeks. It is a rank, so all of its rows are one piece.
 */
export const byHourOfWeek = (plan: AnalyticPlan): AnalyticPlan => ({
  ...plan,
  ...{ table: 'buckets', perspective: 'rank', resolution: undefined, isByHourOfWeek: true },
});

/** The hours of the week that have time, from Monday to Sunday. For rows of `byHourOfWeek`. */
export const hoursOfWeek = (rows: Iterable<ReportRow>): HourOfWeekSums[] =>
  intervalSums(rows).map(({ start, levelSeconds }) => ({
    weekday: new Date(`${start}Z`).getUTCDay() || 7,
    hour: Number(start.slice(11, 13)),
    levelSeconds,
  }));

/**
 * The `most` activities with most time, and all categories. `rows` are those of a rank of
 * activities: each activity is one row, with category and level. Linear in the number of rows. It
 * works in steps.
 */
export function* rangeActivities(rows: Iterable<ReportRow>, most: number): Generator<void, RangeActivities, void> {
  const categories = new Map<string, CategoryTime & { seconds: number }>();
  const activities = new Longest<ActivityTime>(most);
  yield* eachInSteps(rows, ({ values, durationMs }) => {
    const [activity, category, productivity] = [String(values[0]), String(values[1]), Number(values[2])];
    const kind = { category, productivity, seconds: 0 };
    foundOr(categories, `${category}\0${productivity}`, () => kind).seconds += durationMs / 1000;
    activities.add({ activity, category, productivity, seconds: durationMs / 1000 });
  });
  return {
    activities: activities.list(),
    activityCount: activities.count,
    categories: [...categories.values()].sort(byMost),
  };
}

const noTime = (): number[] => [0, 0, 0, 0, 0];

function add(levels: number[], { values, durationMs }: ReportRow): void {
  const level = Number(values[0]) + 2;
  levels[level] = (levels[level] ?? 0) + durationMs;
}

function foundOr<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
