import { parseRestrictedQuery, type RestrictedKind } from '@app/domain';
import { Controller } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { TOKEN_PREFIX } from '../http/documented-paths.js';
import { RequestedReport, type ReportRequest } from './report-request.js';
import { ReportAnswers } from './report-answers.js';
import { ApiOperation } from '@nestjs/swagger';
import { ApiParameters, ApiQueryParameters } from '../openapi/documented-parameters.js';
import { ApiReportAnswer } from './report.dto.js';
import { ReportQueryDto } from './report-query.dto.js';

/** Only for applications: an API key may read all time of its owner anyway. */
const ONLY_TOKENS = [TOKEN_PREFIX];

/**
 * The restricted reports, for applications that need no more than a rollup. The address sets the
 * kind, and the report shows nothing finer. Source: Analytic Data API, "About restricted reports".
 */
@Controller()
export class RestrictedReportsController {
  constructor(private readonly reports: ReportAnswers) {}

  @DocumentedGet('overview_data', 'category_data', ONLY_TOKENS)
  @ApiOperation({ operationId: 'readOverviewData', summary: 'Reports time by top-level category, and nothing finer' })
  @ApiQueryParameters(ReportQueryDto)
  @ApiReportAnswer()
  overviews(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'overview');
  }

  @DocumentedPost('overview_data', 'category_data', ONLY_TOKENS)
  @ApiOperation({
    operationId: 'postOverviewData',
    summary: 'Reports time by top-level category, for clients that send a form',
  })
  @ApiParameters(ReportQueryDto, { required: false })
  @ApiReportAnswer()
  overviewsByPost(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'overview');
  }

  @DocumentedGet('category_data', 'category_data', ONLY_TOKENS)
  @ApiOperation({ operationId: 'readCategoryData', summary: 'Reports time by category, and nothing finer' })
  @ApiQueryParameters(ReportQueryDto)
  @ApiReportAnswer()
  categories(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'category');
  }

  @DocumentedPost('category_data', 'category_data', ONLY_TOKENS)
  @ApiOperation({ operationId: 'postCategoryData', summary: 'Reports time by category, for clients that send a form' })
  @ApiParameters(ReportQueryDto, { required: false })
  @ApiReportAnswer()
  categoriesByPost(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'category');
  }

  @DocumentedGet('productivity_data', 'productivity_data', ONLY_TOKENS)
  @ApiOperation({
    operationId: 'readProductivityData',
    summary: 'Reports time by productivity level, and nothing finer',
  })
  @ApiQueryParameters(ReportQueryDto)
  @ApiReportAnswer()
  levels(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'productivity');
  }

  @DocumentedPost('productivity_data', 'productivity_data', ONLY_TOKENS)
  @ApiOperation({
    operationId: 'postProductivityData',
    summary: 'Reports time by productivity level, for clients that send a form',
  })
  @ApiParameters(ReportQueryDto, { required: false })
  @ApiReportAnswer()
  levelsByPost(@RequestedReport() request: ReportRequest): Promise<RenderedAnswer> {
    return this.answer(request, 'productivity');
  }

  private answer(request: ReportRequest, kind: RestrictedKind): Promise<RenderedAnswer> {
    return this.reports.answer(request, (parameters, today) => parseRestrictedQuery(parameters, today, kind));
  }
}
