import type { LocalDate } from '../calendar/local-date.js';

export const PERSPECTIVES = ['rank', 'interval', 'member'] as const;
export const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'] as const;
export const KINDS = ['overview', 'category', 'activity', 'productivity', 'efficiency', 'document'] as const;
export const SOURCES = ['computers', 'mobile', 'offline'] as const;
export const FORMATS = ['json', 'csv'] as const;

/** `rank` orders by time spent and `interval` by date. `member` is a rank that names the person. */
export type Perspective = (typeof PERSPECTIVES)[number];
/** Length of an interval; `minute` means five minutes. A rank ignores it. */
export type Resolution = (typeof RESOLUTIONS)[number];
/** What time is summed by. `efficiency` exists in the interval perspective only. */
export type Kind = (typeof KINDS)[number];
/** Where the time was spent: on a computer, on a mobile device, or offline. */
export type Source = (typeof SOURCES)[number];
export type Format = (typeof FORMATS)[number];

/**
 * What the rows are about. There is no rank by efficiency, because efficiency is a course over
 * time.
 */
export type AnalyticForm =
  | { readonly perspective: 'rank' | 'member'; readonly kind: Exclude<Kind, 'efficiency'> }
  | { readonly perspective: 'interval'; readonly kind: Kind };

/** One query to GET /anapi/data, in whichever of its dialects the client asks. */
export type AnalyticQuery = AnalyticForm & {
  readonly resolution: Resolution;
  /** First and last day, both inclusive. A begin after the end is an empty range, not an error. */
  readonly begin: LocalDate;
  readonly end: LocalDate;
  /** Exact name of an overview, category or activity (`restrict_thing`): the kind says which. */
  readonly thing?: string | undefined;
  /** Exact name of an activity or document inside the thing (`restrict_thingy`). */
  readonly thingy?: string | undefined;
  readonly source?: Source | undefined;
  readonly scheduleId?: number | undefined;
};

/**
 * Why a query has no answer. `fields` lists the wrong fields, for our logs: the body never names
 * them.
 */
export interface QueryError {
  readonly code: 'query_error';
  readonly fields: readonly string[];
}

/**
 * The documented body of a query error. Clients match its text, and the spaces after its colons
 * too.
 */
export const QUERY_ERROR_BODY =
  '{"error": "# query error","messages": "Error: Likely a badly formatted or missing parameter"}';
