import { type AnalyticParameters, oneOf, parseId } from '../analytics/parse-analytic-query.js';
import { DomainError } from '../domain-error.js';

/** What is asked of the alerts feed: the alerts themselves, or what triggered. */
export interface AlertFeedQuery {
  readonly op: 'list' | 'status';
  /** Only this alert, or what it triggered; undefined for all. */
  readonly alertId: number | undefined;
}

const OPS = ['list', 'status'] as const;

/**
 * The question that the parameters of the documented Alerts Feed API ask: `status` of all alerts when nothing is said.
 * Blank values count as absent, unknown parameters are ignored; `op` is read in any case. Throws DomainError
 * `query_error` for any other `op`, and for an `alert_id` that is no whole number in digits.
 */
export function parseAlertFeed(parameters: AnalyticParameters): AlertFeedQuery {
  return { op: read(parameters, 'op', oneOf(OPS)) ?? 'status', alertId: read(parameters, 'alert_id', parseId) };
}

function read<T>(parameters: AnalyticParameters, name: string, parse: (text: string) => T | undefined): T | undefined {
  const text = parameters[name];
  if (text === undefined || text.trim() === '') return undefined;
  const value = parse(text);
  if (value === undefined) throw new DomainError('query_error', `The parameter ${name} is badly formatted.`);
  return value;
}
