import {
  type AnalyticPlan,
  checkPeople,
  checkShown,
  firstDayShown,
  membersSharing,
  mergeReports,
  type OpenTeam,
  parseAnalyticQuery,
  type ReportRow,
  shapeReport,
  zoneClock,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import type { ReportRequest } from '../analytics/report-request.js';
import { queryError } from '../analytics/report-answers.js';
import { SentReports } from '../analytics/sending/sent-reports.js';
import { Reports } from '../analytics/reports.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { peopleOf, type Person } from './people-of.js';

/**
 * Makes reports about the time of a whole team: sums over the members who share enough, never one
 * member alone.
 */
@Injectable()
export class TeamReports {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    private readonly localDays: LocalDays,
    private readonly sent: SentReports,
  ) {}

  /**
   * The report for a user of the team, with that user's today, plan and schedules. Throws
   * DomainError `query_error`, `not_shared`, `too_few_members`.
   */
  async answer(team: OpenTeam, { userId, parameters }: ReportRequest): Promise<RenderedAnswer> {
    const asker = await this.accounts.accountOf(userId);
    const today = this.localDays.today(asker.timeZone);
    const asked = parseAnalyticQuery(parameters, today);
    if ('code' in asked) throw queryError(asked);
    const needed = checkShown(team.sharing, asked.query);
    const people = await peopleOf(this.accounts, membersSharing(team, needed));
    checkPeople(people.length, needed);
    const plan = await this.reports.planOf(asker, asked.query, today);
    if ('code' in plan) throw queryError(plan);
    const { reports } = this;
    const ofPeople = people.map((one) => ({ userId: one.account.userId, plan: this.planFor(one, plan) }));
    const read = async function* (signal: AbortSignal) {
      const rows: ReportRow[][] = [];
      const waiting = { askedBy: userId, signal };
      // One after the other, so a large team does not keep all other users waiting.
      for (const one of ofPeople) rows.push(await reports.rowsOf(one.userId, one.plan, waiting));
      yield () => shapeReport(plan, mergeReports(rows)).rows;
    };
    return this.sent.answer({ head: shapeReport(plan, []), read }, { format: asked.format, askedBy: userId });
  }

  /**
   * The plan for one member. It begins on the local day on which they joined, and goes back no
   * further than their own reports.
   */
  private planFor({ account, member }: Person, plan: AnalyticPlan): AnalyticPlan {
    const joinedOn = zoneClock(account.timeZone).localDateAt(member.joinedAt);
    const firstDay = firstDayShown(account.plan, this.localDays.today(account.timeZone)) ?? joinedOn;
    const begin = [plan.begin, joinedOn, firstDay].reduce((latest, day) => (day > latest ? day : latest));
    return { ...plan, begin };
  }
}
