import { addDays } from '@app/domain';
import { FIRST_DAY, LAST_DAY } from '../smoke/year-log.js';

/** One address that gets requests again and again. */
export interface Endpoint {
  readonly name: string;
  /** Path and query, or a function that makes them for the nth request. */
  readonly path: string | ((n: number) => string);
}

const DAY = '2025-06-16';
const data = (parameters: Record<string, string>) => `/anapi/data?${new URLSearchParams(parameters).toString()}`;
const ofDay = { restrict_begin: DAY, restrict_end: DAY, format: 'json' };

const BY_HOUR = { perspective: 'interval', resolution_time: 'hour', restrict_kind: 'activity' };

export const MEMORY_ENDPOINT: Endpoint = {
  name: 'data: one day, hours by activity',
  path: data({ ...BY_HOUR, ...ofDay }),
};

/**
 * Never the same days twice, so no answer is remembered: each day of the year, then each two days,
 * and so on.
 */
const OTHER_DAYS: Endpoint = {
  name: 'the same, another day each time',
  path: (n) => {
    const begin = addDays(FIRST_DAY, n % DAYS);
    return data({
      ...BY_HOUR,
      restrict_begin: begin,
      restrict_end: addDays(begin, Math.floor(n / DAYS)),
      format: 'json',
    });
  },
};
const DAYS = 365;

/** The first two differ only in the key, so their difference is the cost of looking it up. */
export const ENDPOINTS: readonly Endpoint[] = [
  { name: 'hello, which looks at no key', path: '/hello' },
  { name: 'has_key', path: '/anapi/has_key' },
  MEMORY_ENDPOINT,
  OTHER_DAYS,
  {
    name: 'data: one year, rank by category',
    path: data({ restrict_kind: 'category', restrict_begin: FIRST_DAY, restrict_end: LAST_DAY, format: 'csv' }),
  },
  { name: 'daily_summary_feed', path: '/anapi/daily_summary_feed' },
  { name: 'alerts_feed', path: '/anapi/alerts_feed?op=status' },
  { name: 'highlights_feed', path: '/anapi/highlights_feed' },
  { name: 'focustime_started_feed', path: '/anapi/focustime_started_feed' },
];
