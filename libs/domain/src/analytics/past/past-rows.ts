import { type LocalDate, utcMsOfLocalDate } from '../../calendar/local-date.js';
import { isWithinRanges, weekdayOf } from '../../schedules/weekly-ranges.js';
import type { TimeClasses } from '../../taxonomy/index.js';
import type { BucketTime } from '../day/index.js';
import type { AnalyticPlan } from '../plan-query.js';
import { isStored, ReportRows, type SummedTime } from '../report-rows.js';
import type { ReportRow } from '../shape-report.js';

/**
 * The rows of a plan, from buckets instead of tables. The plan names no thingy, and its intervals
 * are days. Add the days one by one, in order: no more than one day of buckets is held.
 */
export class PastRows {
  private readonly rows: ReportRows;

  /** Throws RangeError for a plan that the tables alone can answer. */
  constructor(
    private readonly plan: AnalyticPlan,
    classes: TimeClasses,
  ) {
    const { thingy, resolution } = plan;
    if (thingy || (resolution !== undefined && resolution !== 'day'))
      throw new RangeError('Only plans of whole days can be answered from buckets.');
    this.rows = new ReportRows(plan, classes, true);
  }

  /** How many rows there are so far. */
  get count(): number {
    return this.rows.count;
  }

  /** About how much memory they take. */
  get bytes(): number {
    return this.rows.bytes;
  }

  /** Adds the buckets of a local day. A day outside of the plan adds nothing. */
  add(date: LocalDate, times: readonly BucketTime[]): void {
    const { begin, end, source, schedule } = this.plan;
    if (date < begin || date > end) return;
    const ofDays = times.filter(
      (time) =>
        (source === undefined || time.source === source) &&
        (schedule === undefined || isWithinRanges(schedule, localSecondsOf(time))),
    );
    const counted = this.ofThing(date, ofDays);
    const whole = this.summed(date, counted);
    const split = new Set(this.rows.splitIn(whole));
    this.rows.add(whole);
    if (split.size === 0) return;
    const byPage = counted.filter(({ activity }) => split.has(activity));
    const documents = byPage.map(({ document }) => document);
    this.rows.add({ ...this.summed(date, byPage), documents, pages: byPage.map(({ page }) => page) });
  }

  all(): ReportRow[] {
    return this.rows.all();
  }

  /**
   * The time that may have the name of the plan's thing: as the tables filter it. What a rule gives
   * the name is told apart later, by page.
   */
  private ofThing(date: LocalDate, times: readonly BucketTime[]): readonly BucketTime[] {
    const { thing } = this.plan;
    if (!thing || !isStored(thing)) return times;
    const giving = new Set(this.rows.asksForGivenName ? this.rows.givingIn(this.summed(date, times)) : []);
    return times.filter(
      (time) => giving.has(time.activity) || thing.columns.some((column) => thing.names.includes(time[column])),
    );
  }

  private summed(date: LocalDate, times: readonly BucketTime[]): SummedTime {
    const numbers = new Map<string, number>();
    const numberOf = (name: string): number => {
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    };
    const { resolution, detail, isByHourOfWeek } = this.plan;
    const numbered = times.map(({ activity }) => numberOf(activity));
    const dayStart = utcMsOfLocalDate(date) / 1000;
    return {
      durationsMs: times.map(({ durationMs }) => durationMs),
      activities: { names: [...numbers.keys()], numbers: numbered },
      documents: detail === 'document' ? times.map(({ document }) => document) : undefined,
      pages: undefined,
      intervalStarts: isByHourOfWeek ? times.map(hourOfWeekOf) : resolution && times.map(() => dayStart),
    };
  }
}

/** Local start in epoch seconds, as if local time were UTC. */
const localSecondsOf = ({ startMs, utcOffsetMinutes }: BucketTime): number => startMs / 1000 + utcOffsetMinutes * 60;

const [DAY_SECONDS, HOUR_SECONDS] = [86_400, 3_600];
/** Monday, 5 January 1970. The tables label hours of the week by the same week. */
const MONDAY = 4 * DAY_SECONDS;

function hourOfWeekOf(time: BucketTime): number {
  const local = localSecondsOf(time);
  const hour = Math.floor((local % DAY_SECONDS) / HOUR_SECONDS);
  return MONDAY + (weekdayOf(local) - 1) * DAY_SECONDS + hour * HOUR_SECONDS;
}
