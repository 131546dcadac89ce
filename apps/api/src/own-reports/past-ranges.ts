import {
  type AnalyticPlan,
  type AnalyticQuery,
  byHourOfWeek,
  hoursOfWeek,
  intervalSums,
  levelSums,
  type LocalDate,
  rangeActivities,
  zoneClock,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { Stretches } from '../limits/stretches.js';
import { type AccountWithPast, type PastMoment, PastMoments } from '../past/past-moments.js';
import { PastTime } from '../past/past-time.js';
import { type DayRange, daysBefore } from './day-range.js';
import type { PastDto } from '../past/past.dto.js';
import { MOST_ACTIVITIES, type RangeReport } from './range-reports.js';

/** What a page shows of a range, and of the moment. */
export interface PastRange extends RangeReport {
  readonly past: PastDto;
}

/** Makes the reports of ranges of days as they were at a moment of the past. */
@Injectable()
export class PastRanges {
  constructor(
    private readonly reports: Reports,
    private readonly past: PastTime,
    private readonly moments: PastMoments,
    private readonly stretches: Stretches,
  ) {}

  /**
   * The report of a range. `today` is the account's: its plan says today which days are shown.
   * Throws as `PastMoments.of` does for the text `asOf`.
   */
  async of(
    account: ReportedAccount & AccountWithPast,
    range: DayRange,
    { asOf, today }: { asOf: string; today: LocalDate },
  ): Promise<PastRange> {
    return this.made(account, range, { moment: await this.moments.of(account, asOf), today });
  }

  private async made(
    account: ReportedAccount,
    range: DayRange,
    { moment, today }: { moment: PastMoment; today: LocalDate },
  ): Promise<PastRange> {
    const planOf = (query: AnalyticQuery) => this.planOf(account, query, today);
    const levels = { resolution: 'day', kind: 'productivity', ...range } as const;
    const todayThen = zoneClock(moment.timeZone).localDateAt(moment.ms);
    const plans = [
      await planOf({ perspective: 'interval', ...levels }),
      byHourOfWeek(await planOf({ perspective: 'rank', ...levels })),
      await planOf({ perspective: 'rank', resolution: 'day', kind: 'activity', ...range }),
      await planOf({ perspective: 'rank', ...levels, ...daysBefore(range, todayThen) }),
    ];
    const asked = { plans, importedFrom: range.begin };
    const { ofPlans, importedMs } = await this.past.ofDays(account.userId, asked, moment);
    const [byInterval = [], byHour = [], activities = [], before = []] = ofPlans;
    const ofActivities = await this.stretches.runSteps(account.userId, rangeActivities(activities, MOST_ACTIVITIES));
    return {
      ...{ resolution: 'day', past: { asOf: moment.text, importedSeconds: importedMs / 1000 } },
      ...levelSums(byInterval),
      intervals: intervalSums(byInterval),
      hoursOfWeek: hoursOfWeek(byHour),
      ...ofActivities,
      before: levelSums(before),
    };
  }

  private async planOf(account: ReportedAccount, query: AnalyticQuery, today: LocalDate): Promise<AnalyticPlan> {
    const plan = await this.reports.planOf(account, query, today);
    if ('code' in plan) throw new Error(`The query of a past range is refused: ${plan.fields.join(', ')}`);
    return plan;
  }
}
