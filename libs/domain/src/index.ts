export { type LocalDate, addDays, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from './calendar/local-date.js';
export {
  type AnalyticForm,
  type AnalyticQuery,
  type Format,
  type Kind,
  type Perspective,
  QUERY_ERROR_BODY,
  type QueryError,
  type Resolution,
  type Source,
} from './analytics/analytic-query.js';
export { type AnalyticParameters, type AnalyticRequest, parseAnalyticQuery } from './analytics/parse-analytic-query.js';
export {
  type AnalyticPlan,
  type Listing,
  LISTINGS,
  type NameRestriction,
  planQuery,
  type ReportColumn,
  type WeeklyRange,
} from './analytics/plan-query.js';
export { renderCsv, renderJson } from './analytics/render-report.js';
export { type ReportEnvelope, type ReportRow, shapeReport } from './analytics/shape-report.js';
