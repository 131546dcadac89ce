import { type AnalyticParameters, oneOf, parseId } from '../analytics/parse-analytic-query.js';
import { DomainError } from '../domain-error.js';

/** A request for the alerts feed: the alerts, or what triggered. */
export interface AlertFeedQuery {
  readonly op: 'list' | 'status';
  /** Limits the answer to this alert. Undefined for all alerts. */
  readonly alertId: number | undefined;
}

const OPS = ['list', 'status'] as const;

/**
 * Reads the parameters of the documented Alerts Feed API. Without parameters it asks for `status`
 * of all alerts. Blank values count as absent, and unknown parameters are ignored. `op` may have
 * any case. Throws DomainError `query_error` for another `op`, and for an `alert_id` that is not
 * digits.
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
