import {
  type AnalyticPlan,
  type AnalyticQuery,
  byHourOfWeek,
  type HourOfWeekSums,
  hoursOfWeek,
  type IntervalSums,
  intervalSums,
  levelSums,
  type LocalDate,
  type RangeActivities,
  rangeActivities,
  type TimeSums,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { type DayRange, daysBefore, daysIn } from './day-range.js';
import { PageRows } from './page-rows.js';

/** A longer range is shown by month. */
const MOST_DAYS_BY_DAY = 400;
export const MOST_ACTIVITIES = 500;

/** What a page shows of a range. */
export interface RangeReport extends TimeSums, RangeActivities {
  readonly resolution: 'day' | 'month';
  readonly intervals: readonly IntervalSums[];
  readonly hoursOfWeek: readonly HourOfWeekSums[];
  readonly before: TimeSums;
}

/** Makes the reports of ranges of days. */
@Injectable()
export class RangeReports {
  constructor(
    private readonly reports: Reports,
    private readonly taxonomies: Taxonomies,
    private readonly pageRows: PageRows,
  ) {}

  /** The report of a range. `today` is the account's. Days before the plan shows have no time. */
  async of(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<RangeReport> {
    const { userId } = account;
    const resolution = daysIn(range) > MOST_DAYS_BY_DAY ? 'month' : 'day';
    const levels = { kind: 'productivity', ...range } as const;
    const planOf = (query: AnalyticQuery) => this.pageRows.planOf(account, query, today);
    const rowsOf = (plan: AnalyticPlan) => this.reports.rowsOf(userId, plan);
    const byInterval = await rowsOf(await planOf({ perspective: 'interval', resolution, ...levels }));
    const rank = await planOf({ perspective: 'rank', resolution: 'day', ...levels });
    const before = await planOf({ perspective: 'rank', resolution: 'day', ...levels, ...daysBefore(range, today) });
    const plan = await planOf({ perspective: 'rank', resolution: 'day', kind: 'activity', ...range });
    const classes = await this.taxonomies.classesOf(userId);
    return {
      resolution,
      ...levelSums(byInterval),
      intervals: intervalSums(byInterval),
      hoursOfWeek: hoursOfWeek(await rowsOf(byHourOfWeek(rank))),
      ...(await this.pageRows.fromAll(userId, { plan, classes }, (rows) => rangeActivities(rows, MOST_ACTIVITIES))),
      before: levelSums(await rowsOf(before)),
    };
  }
}
