import { parseRestrictedQuery, type RestrictedKind } from '@app/domain';
import { Controller } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { TOKEN_PREFIX } from '../http/documented-paths.js';
import { Asked, type Question } from './report-request.js';
import { ReportAnswers } from './report-answers.js';

/** Only for applications: an API key opens all of its owner's time anyway. */
const ONLY_TOKENS = [TOKEN_PREFIX];

/**
 * The restricted reports: for applications that need no more than a rollup, the kind is the address's, and nothing finer comes
 * out. Source: Analytic Data API, "About restricted reports".
 */
@Controller()
export class RestrictedReportsController {
  constructor(private readonly reports: ReportAnswers) {}

  @DocumentedGet('overview_data', 'category_data', ONLY_TOKENS)
  overviews(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'overview');
  }

  @DocumentedPost('overview_data', 'category_data', ONLY_TOKENS)
  overviewsByPost(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'overview');
  }

  @DocumentedGet('category_data', 'category_data', ONLY_TOKENS)
  categories(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'category');
  }

  @DocumentedPost('category_data', 'category_data', ONLY_TOKENS)
  categoriesByPost(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'category');
  }

  @DocumentedGet('productivity_data', 'productivity_data', ONLY_TOKENS)
  levels(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'productivity');
  }

  @DocumentedPost('productivity_data', 'productivity_data', ONLY_TOKENS)
  levelsByPost(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.answer(question, 'productivity');
  }

  private answer(question: Question, kind: RestrictedKind): Promise<RenderedAnswer> {
    return this.reports.answer(question, (parameters, today) => parseRestrictedQuery(parameters, today, kind));
  }
}
