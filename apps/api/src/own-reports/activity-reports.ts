import {
  type ActivityTable,
  activityTable,
  type AnalyticPlan,
  byOverview,
  type DocumentTable,
  documentTable,
  type LocalDate,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import { Stretches } from '../limits/stretches.js';
import type { PastMoment } from '../past/past-moments.js';
import { PastTime } from '../past/past-time.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import type { DayRange } from './day-range.js';
import { PageRows } from './page-rows.js';

const MOST_ACTIVITIES = 50_000;
const MOST_DOCUMENTS = 500;

/** The documents of one activity in some days. */
interface OfActivity extends DayRange {
  readonly activity: string;
}

/** A moment of the past, and the account's day of now. */
interface AtMoment {
  readonly moment: PastMoment;
  readonly today: LocalDate;
}

/** The activities at a moment of the past, and how much of their time an import brought. */
interface PastTable extends ActivityTable {
  readonly importedMs: number;
}

/** Makes the lists of activities, and of the documents of one activity. */
@Injectable()
export class ActivityReports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly pageRows: PageRows,
    private readonly past: PastTime,
    private readonly stretches: Stretches,
  ) {}

  /**
   * All activities of a range. `today` is the account's. Days before the plan shows have no time.
   */
  async activitiesOf(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<ActivityTable> {
    const plan = await this.tablePlan(account, range, today);
    const { taxonomy, classes } = await this.taxonomies.of(account.userId);
    return this.pageRows.fromAll(account.userId, { plan, classes }, (rows) =>
      activityTable(rows, taxonomy, MOST_ACTIVITIES),
    );
  }

  /** The same as it was at a moment of the past. The plan of the account is today's. */
  async activitiesAsOf(account: ReportedAccount, range: DayRange, { moment, today }: AtMoment): Promise<PastTable> {
    const plan = await this.tablePlan(account, range, today);
    const { ofPlans, importedMs } = await this.past.ofDays(account.userId, { plans: [plan] }, moment);
    const making = activityTable(ofPlans[0] ?? [], moment.taxonomy, MOST_ACTIVITIES);
    return { ...(await this.stretches.runSteps(account.userId, making)), importedMs };
  }

  /** The documents of an activity, by the name that reports show. */
  async documentsOf(account: ReportedAccount, asked: OfActivity, today: LocalDate): Promise<DocumentTable> {
    const plan = await this.documentsPlan(account, asked, today);
    const classes = await this.taxonomies.classesOf(account.userId);
    return this.pageRows.fromAll(account.userId, { plan, classes }, (rows) => documentTable(rows, MOST_DOCUMENTS));
  }

  /** The same as it was at a moment of the past, by the name that reports showed then. */
  async documentsAsOf(
    account: ReportedAccount,
    asked: OfActivity,
    { moment, today }: AtMoment,
  ): Promise<DocumentTable> {
    const plan = await this.documentsPlan(account, asked, today);
    const { ofPlans } = await this.past.ofDays(account.userId, { plans: [plan] }, moment);
    return this.stretches.runSteps(account.userId, documentTable(ofPlans[0] ?? [], MOST_DOCUMENTS));
  }

  private async tablePlan(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<AnalyticPlan> {
    const query = { perspective: 'rank', resolution: 'day', kind: 'activity', ...range } as const;
    return byOverview(await this.pageRows.planOf(account, query, today));
  }

  private documentsPlan(
    account: ReportedAccount,
    { activity, ...range }: OfActivity,
    today: LocalDate,
  ): Promise<AnalyticPlan> {
    const query = { perspective: 'rank', resolution: 'day', kind: 'activity', thing: activity, ...range } as const;
    return this.pageRows.planOf(account, query, today);
  }
}
