import type { AnalyticPlan, AnalyticQuery, LocalDate, ReportRow, TimeClasses } from '@app/domain';
import type { EndTurn, ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { LargeReports } from '../analytics/sending/large-reports.js';
import { ReportPlaces } from '../analytics/sending/report-places.js';
import { READ_MODELS } from '../stores/tokens.js';

/**
 * Reads the rows behind the pages as documented reports are read: in pieces, in the line of users,
 * and few at a time for an account.
 */
@Injectable()
export class PageRows {
  constructor(
    private readonly reports: Reports,
    private readonly places: ReportPlaces,
    private readonly large: LargeReports,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /** Does the work when the account has a place for one more report. */
  async inPlace<Made>({ userId }: ReportedAccount, work: () => Promise<Made>): Promise<Made> {
    // Places of their own: a program that reads slowly must not keep its user from the pages.
    const giveBack = await this.places.take(`pages of ${userId}`);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  /** The plan of a query that cannot be refused. `today` is the account's. */
  async planOf(account: ReportedAccount, query: AnalyticQuery, today: LocalDate): Promise<AnalyticPlan> {
    const plan = await this.reports.planOf(account, query, today);
    if ('code' in plan) throw new Error(`The query of a page is refused: ${plan.fields.join(', ')}`);
    return plan;
  }

  /**
   * Makes something of all rows of a rank. A range may have a million activities. Such a list is
   * held by one report at a time.
   */
  async fromAll<Made>(
    userId: string,
    { plan, classes }: { plan: AnalyticPlan; classes: TimeClasses },
    make: (rows: readonly ReportRow[]) => Made,
  ): Promise<Made> {
    let endLarge: EndTurn | undefined;
    const beforeLarge = async () => {
      endLarge ??= await this.large.turn(userId);
    };
    const { signal } = new AbortController();
    const rows: ReportRow[][] = [];
    try {
      const owner = { userId, classes, askedBy: userId, signal, beforeLarge };
      for await (const piece of this.readModels.readPieces(owner, plan)) rows.push(piece);
      return make(rows.flat());
    } finally {
      endLarge?.();
    }
  }
}
