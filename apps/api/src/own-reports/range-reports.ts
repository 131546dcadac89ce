import {
  addDays,
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
  type ReportRow,
  type TimeSums,
  utcMsOfLocalDate,
} from '@app/domain';
import type { EndTurn } from '@app/read-models';
import { Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { LargeReports } from '../analytics/sending/large-reports.js';
import { ReportPlaces } from '../analytics/sending/report-places.js';

/** A longer range is shown by month. */
const MOST_DAYS_BY_DAY = 400;
export const MOST_ACTIVITIES = 500;
const DAY_MS = 86_400_000;

/** A range of local days, both included. */
export interface DayRange {
  readonly begin: LocalDate;
  readonly end: LocalDate;
}

/** What a page shows of a range. */
export interface RangeReport extends TimeSums, RangeActivities {
  readonly resolution: 'day' | 'month';
  readonly intervals: readonly IntervalSums[];
  readonly hoursOfWeek: readonly HourOfWeekSums[];
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

/**
 * Makes the reports of ranges of days. They are read as documented reports are: in pieces, in the
 * line of users, and few at a time for an account.
 */
@Injectable()
export class RangeReports {
  constructor(
    private readonly reports: Reports,
    private readonly places: ReportPlaces,
    private readonly large: LargeReports,
  ) {}

  /** The report of a range. `today` is the account's. Days before the plan shows have no time. */
  async of(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<RangeReport> {
    // Places of their own: a program that reads slowly must not keep its user from the pages.
    const giveBack = await this.places.take(`pages of ${account.userId}`);
    try {
      return await this.made(account, range, today);
    } finally {
      giveBack();
    }
  }

  private async made(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<RangeReport> {
    const resolution = daysIn(range) > MOST_DAYS_BY_DAY ? 'month' : 'day';
    const levels = { kind: 'productivity', ...range } as const;
    const planOf = (query: AnalyticQuery) => this.planOf(account, query, today);
    const rowsOf = (plan: AnalyticPlan) => this.reports.rowsOf(account.userId, plan);
    const byInterval = await rowsOf(await planOf({ perspective: 'interval', resolution, ...levels }));
    const rank = await planOf({ perspective: 'rank', resolution: 'day', ...levels });
    const before = await planOf({ perspective: 'rank', resolution: 'day', ...levels, ...daysBefore(range, today) });
    const activities = await planOf({ perspective: 'rank', resolution: 'day', kind: 'activity', ...range });
    return {
      resolution,
      ...levelSums(byInterval),
      intervals: intervalSums(byInterval),
      hoursOfWeek: hoursOfWeek(await rowsOf(byHourOfWeek(rank))),
      ...(await this.activitiesOf(account.userId, activities)),
      before: levelSums(await rowsOf(before)),
    };
  }

  /** A range may have a million activities. Such a list is held by one report at a time. */
  private async activitiesOf(userId: string, plan: AnalyticPlan): Promise<RangeActivities> {
    let endLarge: EndTurn | undefined;
    const beforeLarge = async () => {
      endLarge ??= await this.large.turn(userId);
    };
    const { signal } = new AbortController();
    const rows: ReportRow[][] = [];
    try {
      for await (const piece of this.reports.piecesOf(userId, plan, { askedBy: userId, signal, beforeLarge }))
        rows.push(piece);
      return rangeActivities(rows.flat(), MOST_ACTIVITIES);
    } finally {
      endLarge?.();
    }
  }

  private async planOf(account: ReportedAccount, query: AnalyticQuery, today: LocalDate): Promise<AnalyticPlan> {
    const plan = await this.reports.planOf(account, query, today);
    if ('code' in plan) throw new Error(`The query of a range is refused: ${plan.fields.join(', ')}`);
    return plan;
  }
}
