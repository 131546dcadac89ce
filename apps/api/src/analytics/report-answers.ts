import { type AnalyticRequest, DomainError, type LocalDate, type QueryError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import type { ReportRequest } from './report-request.js';
import { Reports } from './reports.js';
import { SentReports } from './sending/sent-reports.js';

/** Answers the report endpoints as text, in the format that the client wants. */
@Injectable()
export class ReportAnswers {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    private readonly localDays: LocalDays,
    private readonly sent: SentReports,
  ) {}

  /**
   * `parse` makes a query of the parameters. It gets the account's today. Throws DomainError
   * `query_error`.
   */
  async answer(
    { userId, parameters, isJsonAddress }: ReportRequest,
    parse: (parameters: ReportRequest['parameters'], today: LocalDate) => AnalyticRequest | QueryError,
  ): Promise<RenderedAnswer> {
    const account = await this.accounts.accountOf(userId);
    const today = this.localDays.today(account.timeZone);
    const asked = parse(parameters, today);
    if ('code' in asked) throw queryError(asked);
    const report = await this.reports.inPieces(account, asked.query, today);
    if ('code' in report) throw queryError(report);
    return this.sent.answer(report, { format: isJsonAddress ? 'json' : asked.format, askedBy: userId });
  }
}

/** The refusal of a report whose parameters are missing or wrong. */
export const queryError = ({ fields }: QueryError): DomainError =>
  new DomainError('query_error', `These parameters are missing or badly formatted: ${fields.join(', ')}`);
