import { parseTeamQuestion, type PublishedWeek, teamReport } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { queryError } from '../analytics/report-answers.js';
import type { ReportRequest } from '../analytics/report-request.js';
import { SentReports } from '../analytics/sending/sent-reports.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { inOnePiece } from './in-one-piece.js';
import { PublishedWeeks } from './published-weeks.js';

/** Makes the reports of a team: sums of its published weeks, the same for every user of it. */
@Injectable()
export class TeamReports {
  constructor(
    private readonly weeks: PublishedWeeks,
    private readonly sent: SentReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sums of published weeks. Throws DomainError `query_error`, `too_fine`, `too_long`. */
  async answer(teamId: string, { userId, parameters }: ReportRequest): Promise<RenderedAnswer> {
    const asked = parseTeamQuestion(parameters, this.clock());
    if ('code' in asked) throw queryError(asked);
    const tables: PublishedWeek[] = [];
    for (const week of asked.weeks) {
      const table = await this.weeks.read(teamId, week);
      if (table) tables.push(table);
    }
    const report = teamReport(asked, tables);
    return this.sent.answer(inOnePiece(report), { format: asked.format, askedBy: userId });
  }
}
