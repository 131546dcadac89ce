import {
  type ActivityTable,
  activityTable,
  byOverview,
  type DocumentTable,
  documentTable,
  type LocalDate,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import type { DayRange } from './day-range.js';
import { PageRows } from './page-rows.js';

const MOST_ACTIVITIES = 50_000;
const MOST_DOCUMENTS = 500;

/** Makes the lists of activities, and of the documents of one activity. */
@Injectable()
export class ActivityReports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly pageRows: PageRows,
  ) {}

  /**
   * All activities of a range. `today` is the account's. Days before the plan shows have no time.
   */
  async activitiesOf(account: ReportedAccount, range: DayRange, today: LocalDate): Promise<ActivityTable> {
    const query = { perspective: 'rank', resolution: 'day', kind: 'activity', ...range } as const;
    const plan = byOverview(await this.pageRows.planOf(account, query, today));
    const { taxonomy, classes } = await this.taxonomies.of(account.userId);
    return this.pageRows.fromAll(account.userId, { plan, classes }, (rows) =>
      activityTable(rows, taxonomy, MOST_ACTIVITIES),
    );
  }

  /** The documents of an activity, by the name that reports show. */
  async documentsOf(
    account: ReportedAccount,
    { activity, ...range }: DayRange & { readonly activity: string },
    today: LocalDate,
  ): Promise<DocumentTable> {
    const query = { perspective: 'rank', resolution: 'day', kind: 'activity', thing: activity, ...range } as const;
    const plan = await this.pageRows.planOf(account, query, today);
    const classes = await this.taxonomies.classesOf(account.userId);
    return this.pageRows.fromAll(account.userId, { plan, classes }, (rows) => documentTable(rows, MOST_DOCUMENTS));
  }
}
