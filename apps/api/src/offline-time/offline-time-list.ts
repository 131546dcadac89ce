import { addDays, type LocalDate, type OfflinePiece } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { OfflineTimes } from './offline-times.js';

/**
 * The offline time of some days, with its exact moments. The tables say which days have any, and
 * only the streams of these are read. So an entry is in the list when reports show it.
 */
@Injectable()
export class OfflineTimeList {
  constructor(
    private readonly reports: Reports,
    private readonly offlineTimes: OfflineTimes,
  ) {}

  /**
   * The pieces from the first to the last day, both included, the newest first. Days before the
   * plan of the account shows have none. `today` is the account's.
   */
  async within(
    account: ReportedAccount,
    range: { readonly begin: LocalDate; readonly end: LocalDate },
    today: LocalDate,
  ): Promise<OfflinePiece[]> {
    const pieces: OfflinePiece[] = [];
    for (const day of await this.daysWithin(account, range, today))
      pieces.push(...(await this.offlineTimes.ofDay(account.userId, day)));
    return pieces.sort((a, b) => b.startedAt - a.startedAt);
  }

  private async daysWithin(
    account: ReportedAccount,
    range: { readonly begin: LocalDate; readonly end: LocalDate },
    today: LocalDate,
  ): Promise<LocalDate[]> {
    const query = { perspective: 'interval', kind: 'productivity', resolution: 'day', source: 'offline' } as const;
    const plan = await this.reports.planOf(account, { ...query, ...range }, today);
    if ('code' in plan) throw new Error(`The query of offline days is refused: ${plan.fields.join(', ')}`);
    const rows = await this.reports.rowsOf(account.userId, plan);
    return [...new Set(rows.map(({ intervalStart = '' }) => intervalStart.slice(0, 10) as LocalDate))];
  }
}

/** Whether a range has more days than these, its ends included. */
export function isLongerThan(range: { begin: LocalDate; end: LocalDate }, days: number): boolean {
  return addDays(range.begin, days - 1) < range.end;
}
