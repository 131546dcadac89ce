import { parseAnalyticQuery } from '@app/domain';
import { Controller } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
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

  @DocumentedGet('data', 'time_data')
  @ApiOperation({ operationId: 'readData', summary: 'Reports time by rank or interval: the Analytic Data API' })
  @ApiQueryParameters(DataQueryDto)
  @ApiReportAnswer()
  read(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.reports.answer(request, parseAnalyticQuery);
  }

  /** Several known clients send the parameters as a form. */
  @DocumentedPost('data', 'time_data')
  @ApiOperation({ operationId: 'postData', summary: 'Reports time by rank or interval, for clients that send a form' })
  @ApiParameters(DataQueryDto, { required: false })
  @ApiReportAnswer()
  readByPost(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.reports.answer(request, parseAnalyticQuery);
  }
}
