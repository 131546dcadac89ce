import {
  type AnalyticPlan,
  addWeeks,
  DomainError,
  firstDayShown,
  type LocalDate,
  namedQuestion,
  type OpenTeam,
  planQuery,
  type ReportRow,
  shapeInSteps,
  shapeReport,
  sundayOf,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import { queryError } from '../analytics/report-answers.js';
import type { ReportRequest } from '../analytics/report-request.js';
import { Reports } from '../analytics/reports.js';
import { SentReports, type Waiting } from '../analytics/sending/sent-reports.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';

/** Makes the reports about members who agreed to be seen by name. */
@Injectable()
export class NamedReports {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    private readonly localDays: LocalDays,
    private readonly sent: SentReports,
  ) {}

  /**
   * The time of one member, as far as the member agreed to be seen by name. Throws DomainError
   * `unknown_member` (also for a member who did not), `query_error`, `too_fine`.
   */
  async answer(team: OpenTeam, memberId: string, { userId, parameters }: ReportRequest): Promise<RenderedAnswer> {
    const named = team.members.get(memberId)?.named;
    if (!named || !(await this.accounts.isOpen(memberId))) {
      throw new DomainError('unknown_member', 'No member of this id is seen by name in this team.');
    }
    const account = await this.accounts.accountOf(memberId);
    const today = this.localDays.today(account.timeZone);
    const asked = namedQuestion(parameters, { named, timeZone: account.timeZone, today });
    if ('code' in asked) throw queryError(asked);
    const firstDay = firstDayShown(account.plan, today);
    const begin = firstDay !== undefined && asked.query.begin < firstDay ? firstDay : asked.query.begin;
    const plan = planQuery({ ...asked.query, begin });
    if ('code' in plan) throw queryError(plan);
    const read = (waiting: Waiting) => this.piecesOf(memberId, plan, waiting);
    const head = shapeReport(plan, [], account.email);
    const shape = (rows: readonly ReportRow[]) => shapeInSteps(plan, rows);
    return this.sent.answer({ head, read, shape }, { format: asked.format, askedBy: userId });
  }

  /** Weeks of a team begin on Monday, those of the read models on Sunday. So each is read alone. */
  private async *piecesOf(userId: string, plan: AnalyticPlan, waiting: Waiting): AsyncGenerator<ReportRow[], void> {
    if (plan.resolution !== 'week') return yield* this.reports.piecesOf(userId, plan, waiting);
    for (let week: LocalDate = plan.begin; week <= plan.end; week = addWeeks(week, 1)) {
      const ofWeek: AnalyticPlan = { ...plan, resolution: undefined, begin: week, end: sundayOf(week) };
      const rows = await this.reports.rowsOf(userId, ofWeek, waiting);
      yield rows.map((row) => ({ ...row, intervalStart: `${week}T00:00:00` }));
    }
  }
}
