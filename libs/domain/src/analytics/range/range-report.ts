import { shownName } from '../../names/shown-name.js';
import type { ActivityClass, TimeClasses } from '../../taxonomy/index.js';
import { type LevelSeconds, sumsOf, type TimeSums } from '../day/day-report.js';
import type { ReportRow } from '../shape-report.js';

/** Time in one hour of the week, summed over all weeks of a range. */
export interface HourOfWeekTime {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** 0 to 23, by the wall clock. */
  readonly hour: number;
  readonly activity: string;
  /** Empty when the time was not read by document. */
  readonly document: string;
  /** Empty when the time was not read by page. */
  readonly page: string;
  readonly durationMs: number;
}

/** The sums of one interval: `start` is its local date and time. */
export interface IntervalSums {
  readonly start: string;
  readonly levelSeconds: LevelSeconds;
}

export interface HourOfWeekSums {
  readonly weekday: number;
  readonly hour: number;
  readonly levelSeconds: LevelSeconds;
}

export interface ActivityTime {
  readonly activity: string;
  readonly category: string;
  readonly productivity: number;
  readonly seconds: number;
}

export type CategoryTime = Omit<ActivityTime, 'activity'>;

/** All that a page shows of a range of days. Lists go from most time to least, then by name. */
export interface RangeReport extends TimeSums {
  /** Only intervals with time, in the order of time. */
  readonly intervals: readonly IntervalSums[];
  readonly activities: readonly ActivityTime[];
  readonly categories: readonly CategoryTime[];
}

type Levels = number[];

/**
 * The report of a range. `rows` are those of a report by interval that lists activities: their
 * values are activity, category and level. Milliseconds become seconds after all summing.
 */
export function rangeReport(rows: Iterable<ReportRow>): RangeReport {
  const total: Levels = [0, 0, 0, 0, 0];
  const intervals = new Map<string, Levels>();
  const activities = new Map<string, Listed>();
  const categories = new Map<string, Listed>();
  for (const { intervalStart = '', values, durationMs } of rows) {
    const [activity, category, productivity] = [String(values[0]), String(values[1]), Number(values[2])];
    addTo(total, productivity, durationMs);
    addTo(levelsOf(intervals, intervalStart), productivity, durationMs);
    const kind = `${category}\0${productivity}`;
    addListed(categories, kind, { activity: '', category, productivity, durationMs });
    addListed(activities, `${activity}\0${kind}`, { activity, category, productivity, durationMs });
  }
  return {
    ...sumsOf(total),
    intervals: [...intervals]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([start, levels]) => ({ start, levelSeconds: sumsOf(levels).levelSeconds })),
    activities: sorted(activities).map(({ durationMs, ...one }) => ({ ...one, seconds: durationMs / 1000 })),
    categories: sorted(categories).map(({ category, productivity, durationMs }) => ({
      ...{ category, productivity, seconds: durationMs / 1000 },
    })),
  };
}

/** The hours of the week that have time, from Monday's first to Sunday's last. */
export function hoursOfWeek(times: Iterable<HourOfWeekTime>, classes: TimeClasses): HourOfWeekSums[] {
  const hours = new Map<number, Levels>();
  for (const time of times) {
    const { weekday, hour, durationMs } = time;
    const { productivity } = classOf(time, classes);
    addTo(levelsOf(hours, weekday * 24 + hour), productivity, durationMs);
  }
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([key, levels]) => ({
      ...{ weekday: Math.floor(key / 24), hour: key % 24, levelSeconds: sumsOf(levels).levelSeconds },
    }));
}

const classOf = (time: HourOfWeekTime, classes: TimeClasses): ActivityClass =>
  classes.hasRules(time.activity) ? classes.ofTime(time) : classes.ofActivity(time.activity);

interface Listed {
  readonly activity: string;
  readonly category: string;
  readonly productivity: number;
  durationMs: number;
}

function addTo(levels: Levels, productivity: number, durationMs: number): void {
  const level = productivity + 2;
  levels[level] = (levels[level] ?? 0) + durationMs;
}

function levelsOf<Key>(map: Map<Key, Levels>, key: Key): Levels {
  let levels = map.get(key);
  if (!levels) map.set(key, (levels = [0, 0, 0, 0, 0]));
  return levels;
}

function addListed(map: Map<string, Listed>, key: string, listed: Listed): void {
  const known = map.get(key);
  if (known) known.durationMs += listed.durationMs;
  else map.set(key, { ...listed, activity: shownName(listed.activity) });
}

const sorted = (map: ReadonlyMap<string, Listed>): Listed[] =>
  [...map.values()].sort((a, b) => b.durationMs - a.durationMs || (nameOf(a) < nameOf(b) ? -1 : 1));
const nameOf = ({ activity, category }: Listed): string => `${activity}\0${category}`;
