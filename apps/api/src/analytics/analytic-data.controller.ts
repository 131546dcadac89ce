import { type AnalyticRequest, type LocalDate, parseAnalyticQuery, type QueryError } from '@app/domain';
import { Controller } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { RequestedReport, type ReportRequest } from './report-request.js';
import { ReportAnswers } from './report-answers.js';
import { ApiOperation } from '@nestjs/swagger';
import { ApiParameters, ApiQueryParameters } from '../openapi/documented-parameters.js';
import { ApiReportAnswer } from './report.dto.js';
import { DataQueryDto } from './report-query.dto.js';

/** The Analytic Data API: a report about the time of the owner of the key or token. */
@Controller()
export class AnalyticDataController {
  constructor(private readonly reports: ReportAnswers) {}

  @ForKeys('read', 'read_post')
  @DocumentedGet('data', 'time_data')
  @ApiOperation({ operationId: 'readData', summary: 'Reports time by rank or interval: the Analytic Data API' })
  @ApiQueryParameters(DataQueryDto)
  @ApiReportAnswer()
  read(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.reports.answer(request, parserFor(request));
  }

  /** Several known clients send the parameters as a form. */
  @ForKeys('read', 'read_post')
  @DocumentedPost('data', 'time_data')
  @ApiOperation({ operationId: 'postData', summary: 'Reports time by rank or interval, for clients that send a form' })
  @ApiParameters(DataQueryDto, { required: false })
  @ApiReportAnswer()
  readByPost(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.reports.answer(request, parserFor(request));
  }
}

/**
 * Reads the parameters of a request. A `read` key may be published, so the perspective `member`,
 * which has the e-mail address of the person, is a bad value for it.
 */
const parserFor =
  ({ hidesPerson }: ReportRequest) =>
  (parameters: ReportRequest['parameters'], today: LocalDate): AnalyticRequest | QueryError => {
    const asked = parseAnalyticQuery(parameters, today);
    const namesPerson = 'query' in asked && asked.query.perspective === 'member';
    return hidesPerson && namesPerson ? { code: 'query_error', fields: ['perspective'] } : asked;
  };
