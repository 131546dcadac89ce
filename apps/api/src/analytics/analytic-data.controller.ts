import { DomainError, parseAnalyticQuery, renderCsv, renderJson, zoneClock } from '@app/domain';
import { Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Accounts } from '../access/accounts.js';
import { ApiKeyGuard } from '../access/api-key.strategy.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { requestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock } from '../tokens.js';
import { Reports } from './reports.js';

const CONTENT_TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const RENDERERS = { json: renderJson, csv: renderCsv } as const;

/** As recorded: reports are never kept by anybody on the way. */
const NO_CACHE = {
  'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Fri, 01 Jan 1990 00:00:00 GMT',
};

/** The Analytic Data API: one question about the time of the key's owner. */
@Controller('anapi')
@UseGuards(ApiKeyGuard)
export class AnalyticDataController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(['data', 'data.json'])
  read(@CurrentPrincipal() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answer(principal, request, response);
  }

  /** Several public clients send the question as a form. */
  @Post(['data', 'data.json'])
  @HttpCode(200)
  readByPost(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.answer(principal, request, response);
  }

  private async answer({ userId }: Principal, request: Request, response: Response): Promise<void> {
    const { timeZone } = await this.accounts.accountOf(userId);
    const today = zoneClock(timeZone).localDateAt(this.clock());
    const asked = parseAnalyticQuery(Object.fromEntries(requestParameters(request)), today);
    if ('code' in asked) throw queryError(asked.fields);
    const report = await this.reports.answer(userId, asked.query);
    if ('code' in report) throw queryError(report.fields);
    const format = request.path.endsWith('.json') ? 'json' : asked.format;
    response.status(200).set(NO_CACHE).type(CONTENT_TYPES[format]).send(RENDERERS[format](report));
  }
}

const queryError = (fields: readonly string[]): DomainError =>
  new DomainError('query_error', `These parameters are missing or badly formatted: ${fields.join(', ')}`);
