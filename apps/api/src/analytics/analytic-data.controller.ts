import { parseAnalyticQuery } from '@app/domain';
import { Controller } from '@nestjs/common';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import type { RenderedAnswer } from '../http/documented-answer.js';
import { Asked, type Question } from './report-request.js';
import { ReportAnswers } from './report-answers.js';

/** The Analytic Data API: one question about the time of the key's or token's owner. */
@Controller()
export class AnalyticDataController {
  constructor(private readonly reports: ReportAnswers) {}

  @DocumentedGet('data', 'time_data')
  read(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.reports.answer(question, parseAnalyticQuery);
  }

  /** Several public clients send the question as a form. */
  @DocumentedPost('data', 'time_data')
  readByPost(@Asked() question: Question): Promise<RenderedAnswer> {
    return this.reports.answer(question, parseAnalyticQuery);
  }
}
