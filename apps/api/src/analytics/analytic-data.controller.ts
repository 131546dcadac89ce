import { DomainError, parseAnalyticQuery, renderCsv, renderJson, zoneClock } from '@app/domain';
import { Controller, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../access/accounts.js';
import { DocumentedGet, DocumentedPost } from '../access/documented-route.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { RenderedAnswer } from '../http/documented-answer.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock } from '../tokens.js';
import { Reports } from './reports.js';

const CONTENT_TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const RENDERERS = { json: renderJson, csv: renderCsv } as const;

/** The Analytic Data API: one question about the time of the key's or token's owner. */
@Controller()
export class AnalyticDataController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @DocumentedGet('data', 'time_data')
  read(
    @CurrentPrincipal() { userId }: Principal,
    @Parameters() parameters: RequestParameters,
    @Req() { path }: Request,
  ): Promise<RenderedAnswer> {
    return this.answer(userId, parameters, path);
  }

  /** Several public clients send the question as a form. */
  @DocumentedPost('data', 'time_data')
  readByPost(
    @CurrentPrincipal() { userId }: Principal,
    @Parameters() parameters: RequestParameters,
    @Req() { path }: Request,
  ): Promise<RenderedAnswer> {
    return this.answer(userId, parameters, path);
  }

  private async answer(userId: string, parameters: RequestParameters, path: string): Promise<RenderedAnswer> {
    const { timeZone } = await this.accounts.accountOf(userId);
    const today = zoneClock(timeZone).localDateAt(this.clock());
    const asked = parseAnalyticQuery(Object.fromEntries(parameters), today);
    if ('code' in asked) throw queryError(asked.fields);
    const report = await this.reports.answer(userId, asked.query);
    if ('code' in report) throw queryError(report.fields);
    const format = path.endsWith('.json') ? 'json' : asked.format;
    return new RenderedAnswer(CONTENT_TYPES[format], RENDERERS[format](report));
  }
}

const queryError = (fields: readonly string[]): DomainError =>
  new DomainError('query_error', `These parameters are missing or badly formatted: ${fields.join(', ')}`);
