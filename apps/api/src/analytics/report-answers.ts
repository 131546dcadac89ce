import {
  type AnalyticRequest,
  DomainError,
  type Format,
  type LocalDate,
  type QueryError,
  type Report,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { RenderedAnswer } from '../http/documented-answer.js';
import { renderCsv, renderJson } from './rendering/render-report.js';
import type { ReportRequest } from './report-request.js';
import { Reports } from './reports.js';

const CONTENT_TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const RENDERERS = { json: renderJson, csv: renderCsv } as const;

/** Answers the report endpoints as text, in the format that the client wants. */
@Injectable()
export class ReportAnswers {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    private readonly localDays: LocalDays,
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
    const report = await this.reports.answer(account, asked.query, today);
    if ('code' in report) throw queryError(report);
    return renderedReport(report, isJsonAddress ? 'json' : asked.format);
  }
}

/** A report as text in this format. */
export const renderedReport = (report: Report, format: Format): RenderedAnswer =>
  new RenderedAnswer(CONTENT_TYPES[format], RENDERERS[format](report));

/** The refusal of a report whose parameters are missing or wrong. */
export const queryError = ({ fields }: QueryError): DomainError =>
  new DomainError('query_error', `These parameters are missing or badly formatted: ${fields.join(', ')}`);
