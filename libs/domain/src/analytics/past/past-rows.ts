import type { LocalDate } from '../../calendar/local-date.js';
import type { TimeClasses } from '../../taxonomy/index.js';
import { activitiesOf, type BucketTime, sumOfDay } from '../day/index.js';
import type { AnalyticPlan } from '../plan-query.js';
import { ReportRows } from '../report-rows.js';
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
    const { plan, rows } = this;
    if (date < plan.begin || date > plan.end) return;
    const asked = rows.asksForGivenName
      ? { plan, giving: rows.givingIn(sumOfDay(date, times, { plan: activitiesOf(plan) })) }
      : { plan };
    const whole = sumOfDay(date, times, asked);
    const activities = rows.splitIn(whole);
    rows.add(whole);
    if (activities.length > 0) rows.add(sumOfDay(date, times, { ...asked, activities }));
  }

  all(): ReportRow[] {
    return this.rows.all();
  }
}
