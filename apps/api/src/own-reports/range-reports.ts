import {
  addDays,
  type AnalyticPlan,
  firstDayShown,
  type HourOfWeekSums,
  hoursOfWeek,
  type LocalDate,
  type RangeReport,
  rangeReport,
  type TimeSums,
  utcMsOfLocalDate,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { READ_MODELS } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** A longer range is shown by month. */
const MOST_DAYS_BY_DAY = 400;
const DAY_MS = 86_400_000;

/** A range of local days, both included. */
export interface DayRange {
  readonly begin: LocalDate;
  readonly end: LocalDate;
}

/** What a page shows of a range. */
export interface ShownRange {
  readonly resolution: 'day' | 'month';
  readonly report: RangeReport;
  readonly hours: readonly HourOfWeekSums[];
  readonly before: TimeSums;
}

/** How many days a range has. */
export const daysIn = ({ begin, end }: DayRange): number =>
  Math.round((utcMsOfLocalDate(end) - utcMsOfLocalDate(begin)) / DAY_MS) + 1;

/**
 * The days before a range, as many as the range has. Of a range that is still going on, as many as
 * have begun, so that a Tuesday is not compared with a whole week.
 *
 *     range            [Mon Tue] Wed ... Sun       today is Tuesday
 *     before   [Mon Tue] Wed ... Sun
 */
export function daysBefore(range: DayRange, today: LocalDate): DayRange {
  const begin = addDays(range.begin, -daysIn(range));
  const last = today >= range.begin && today < range.end ? today : range.end;
  return { begin, end: addDays(begin, daysIn({ begin: range.begin, end: last }) - 1) };
}

/** Makes the reports of ranges of days. */
@Injectable()
export class RangeReports {
  constructor(
    private readonly reports: Reports,
    private readonly taxonomies: Taxonomies,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /** The report of a range. `today` is the account's. Days before the plan shows have no time. */
  async of(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<ShownRange> {
    const resolution = daysIn(range) > MOST_DAYS_BY_DAY ? 'month' : 'day';
    const before = daysBefore(range, today);
    const [plan, planBefore] = await Promise.all([
      this.planOf(account, { ...range, resolution }, today),
      this.planOf(account, { ...before, resolution: 'month' }, today),
    ]);
    const [rows, rowsBefore, hours] = await Promise.all([
      this.reports.rowsOf(account.userId, plan),
      this.reports.rowsOf(account.userId, planBefore),
      this.hoursOf(account, range, today),
    ]);
    return { resolution, report: rangeReport(rows), hours, before: rangeReport(rowsBefore) };
  }

  private async planOf(
    account: ReportedAccount,
    { resolution, ...range }: DayRange & { resolution: 'day' | 'month' },
    today: LocalDate,
  ): Promise<AnalyticPlan> {
    const query = { perspective: 'interval', kind: 'activity', resolution, ...range } as const;
    const plan = await this.reports.planOf(account, query, today);
    if ('code' in plan) throw new Error(`The query of a range is refused: ${plan.fields.join(', ')}`);
    return plan;
  }

  private async hoursOf(
    { userId, plan }: ReportedAccount,
    { begin, end }: DayRange,
    today: LocalDate,
  ): Promise<HourOfWeekSums[]> {
    const firstDay = firstDayShown(plan, today);
    const from = firstDay !== undefined && begin < firstDay ? firstDay : begin;
    if (from > end) return [];
    const classes = await this.taxonomies.classesOf(userId);
    const split = [...(await this.taxonomies.read(userId)).taxonomy.documentRules.keys()];
    return hoursOfWeek(await this.readModels.readHoursOfWeek({ userId, begin: from, end, split }), classes);
  }
}
