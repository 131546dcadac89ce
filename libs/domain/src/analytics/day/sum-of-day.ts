import { utcMsOfLocalDate, type LocalDate } from '../../calendar/local-date.js';
import { isWithinRanges, weekdayOf } from '../../schedules/weekly-ranges.js';
import type { Resolution } from '../analytic-query.js';
import type { BucketTime } from './day-report.js';
import type { AnalyticPlan, NameRestriction, StoredColumn } from '../plan-query.js';
import { isStored, type SummedTime } from '../report-rows.js';

/** Which time to sum for a plan: all time by the plan's detail, or some activities by page. */
export interface TimeToSum {
  readonly plan: AnalyticPlan;
  /**
   * Only these activities, by document and page. Undefined: all activities, by the plan's detail.
   */
  readonly activities?: readonly string[];
  /**
   * Activities whose time may have the asked name by a rule of the user. Where the plan asks for an
   * activity, their time is read too.
   */
  readonly giving?: readonly string[];
}

/**
 * The plan that reads only which activities have time in the days of another plan. They are as many
 * or more than the other plan counts.
 */
export const activitiesOf = ({ begin, end, perspective, source }: AnalyticPlan): AnalyticPlan => ({
  ...{ table: 'daily', detail: 'activity', perspective, resolution: undefined, listing: 'activities', begin, end },
  ...{ thing: undefined, thingy: undefined, source, schedule: undefined },
});

const [DAY_SECONDS, HOUR_SECONDS] = [86_400, 3_600];

/**
 * Sums the buckets of one local day, as the tables do for the same plan: by interval, activity and
 * what else the plan tells apart. The sums come in the order of their first buckets. The days of
 * the plan are not looked at.
 */
export function sumOfDay(date: LocalDate, times: readonly BucketTime[], asked: TimeToSum): SummedTime {
  const { plan, activities } = asked;
  const startOf = intervalStartIn(date, plan);
  const hasDocuments = activities !== undefined || plan.detail === 'document';
  const hasPages = activities !== undefined;
  const numbers = new Map<string, number>();
  const places = new Map<string, number>();
  const columns = { durationsMs: [], ofActivity: [], documents: [], pages: [], starts: [] } as Columns;
  for (const time of times) {
    if (!isAsked(time, asked)) continue;
    const start = startOf?.(time);
    const ofActivity = placeOf(numbers, time.activity);
    const document = hasDocuments ? time.document : '';
    const page = hasPages ? time.page : '';
    const place = placeOf(places, `${start} ${ofActivity} ${document}\0${page}`);
    if (place < columns.durationsMs.length) {
      columns.durationsMs[place] = (columns.durationsMs[place] ?? 0) + time.durationMs;
      continue;
    }
    columns.durationsMs.push(time.durationMs);
    columns.ofActivity.push(ofActivity);
    columns.documents.push(document);
    columns.pages.push(page);
    columns.starts.push(start ?? 0);
  }
  return {
    durationsMs: columns.durationsMs,
    activities: { names: [...numbers.keys()], numbers: columns.ofActivity },
    documents: hasDocuments ? columns.documents : undefined,
    pages: hasPages ? columns.pages : undefined,
    intervalStarts: startOf && columns.starts,
  };
}

interface Columns {
  readonly durationsMs: number[];
  readonly ofActivity: number[];
  readonly documents: string[];
  readonly pages: string[];
  readonly starts: number[];
}

/** The place of a key: places are given in the order in which keys come. */
function placeOf(places: Map<string, number>, key: string): number {
  let place = places.get(key);
  if (place === undefined) places.set(key, (place = places.size));
  return place;
}

function isAsked(time: BucketTime, { plan, activities, giving }: TimeToSum): boolean {
  const { source, schedule, thing, thingy } = plan;
  return (
    (source === undefined || time.source === source) &&
    (activities === undefined || activities.includes(time.activity)) &&
    (schedule === undefined || isWithinRanges(schedule, localSecondsOf(time))) &&
    [thing, thingy].every((one) => !one || !isStored(one) || mayHaveName(time, one, giving))
  );
}

/** What a rule gives the name is told apart later, by page. */
const mayHaveName = (
  time: BucketTime,
  { columns, names }: NameRestriction<StoredColumn>,
  giving: readonly string[] | undefined,
): boolean =>
  columns.some((column) => names.includes(time[column])) ||
  (giving !== undefined && columns.includes('activity') && giving.includes(time.activity));

/** Local start in epoch seconds, as if local time were UTC. */
const localSecondsOf = ({ startMs, utcOffsetMinutes }: BucketTime): number => startMs / 1000 + utcOffsetMinutes * 60;

/** Tells the local start of a bucket's interval. Undefined in a rank. */
function intervalStartIn(
  date: LocalDate,
  { resolution, isByHourOfWeek }: AnalyticPlan,
): ((time: BucketTime) => number) | undefined {
  if (isByHourOfWeek) return hourOfWeekOf;
  if (resolution === undefined) return undefined;
  if (resolution === 'minute') return localSecondsOf;
  if (resolution === 'hour') return (time) => startOfHour(localSecondsOf(time));
  const start = startOfDays(date, resolution);
  return () => start;
}

/** The start of the day, of its week on a Sunday, or of its month. */
function startOfDays(date: LocalDate, resolution: Exclude<Resolution, 'hour' | 'minute'>): number {
  const midnight = utcMsOfLocalDate(date) / 1000;
  if (resolution === 'day') return midnight;
  if (resolution === 'week') return midnight - (weekdayOf(midnight) % 7) * DAY_SECONDS;
  return midnight - (Number(date.slice(8)) - 1) * DAY_SECONDS;
}

const startOfHour = (localSeconds: number): number => Math.floor(localSeconds / HOUR_SECONDS) * HOUR_SECONDS;

/** Monday, 5 January 1970. The tables label hours of the week by the same week. */
const MONDAY = 4 * DAY_SECONDS;

function hourOfWeekOf(time: BucketTime): number {
  const local = localSecondsOf(time);
  return MONDAY + (weekdayOf(local) - 1) * DAY_SECONDS + startOfHour(local % DAY_SECONDS);
}
