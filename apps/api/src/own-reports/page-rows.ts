import type { AnalyticPlan, AnalyticQuery, LocalDate, ReportRow, TimeClasses } from '@app/domain';
import type { EndTurn } from '@app/read-models';
import { Injectable } from '@nestjs/common';
import { LargeReports } from '../analytics/sending/large-reports.js';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { Stretches } from '../limits/stretches.js';

/** What to make of rows, in steps of a few ms. */
type Making<Made> = (rows: readonly ReportRow[]) => Generator<void, Made, void>;

/**
 * Reads the rows behind the pages as documented reports are read: in pieces, in the line of users.
 */
@Injectable()
export class PageRows {
  constructor(
    private readonly reports: Reports,
    private readonly large: LargeReports,
    private readonly stretches: Stretches,
  ) {}

  /** The plan of a query that cannot be refused. `today` is the account's. */
  async planOf(account: ReportedAccount, query: AnalyticQuery, today: LocalDate): Promise<AnalyticPlan> {
    const plan = await this.reports.planOf(account, query, today);
    if ('code' in plan) throw new Error(`The query of a page is refused: ${plan.fields.join(', ')}`);
    return plan;
  }

  /**
   * Makes something of all rows of a rank. A range may have a million activities. Such a list is
   * held by one report at a time, and other requests go on meanwhile.
   */
  async fromAll<Made>(
    userId: string,
    { plan, classes }: { plan: AnalyticPlan; classes: TimeClasses },
    make: Making<Made>,
  ): Promise<Made> {
    let endLarge: EndTurn | undefined;
    const beforeLarge = async () => {
      endLarge ??= await this.large.turn(userId);
    };
    const { signal } = new AbortController();
    const waiting = { askedBy: userId, signal, beforeLarge, classes };
    const rows: ReportRow[][] = [];
    try {
      for await (const piece of this.reports.piecesOf(userId, plan, waiting)) rows.push(piece);
      const all = rows.length === 1 && rows[0] ? rows[0] : rows.flat();
      return await this.stretches.runSteps(userId, make(all));
    } finally {
      endLarge?.();
    }
  }
}
