import { FIRST_DAY, LAST_DAY } from '../smoke/year-log.js';

/** One address that is asked again and again. */
export interface Endpoint {
  readonly name: string;
  /** Path and query. */
  readonly path: string;
}

const DAY = '2025-06-16';
const data = (parameters: Record<string, string>) => `/anapi/data?${new URLSearchParams(parameters).toString()}`;
const ofDay = { restrict_begin: DAY, restrict_end: DAY, format: 'json' };

export const MEMORY_ENDPOINT: Endpoint = {
  name: 'data: one day, hours by activity',
  path: data({ perspective: 'interval', resolution_time: 'hour', restrict_kind: 'activity', ...ofDay }),
};

/** The first two are alike but for the key, so their difference is what looking it up costs. */
export const ENDPOINTS: readonly Endpoint[] = [
  { name: 'hello, which looks at no key', path: '/hello' },
  { name: 'has_key', path: '/anapi/has_key' },
  MEMORY_ENDPOINT,
  {
    name: 'data: one year, rank by category',
    path: data({ restrict_kind: 'category', restrict_begin: FIRST_DAY, restrict_end: LAST_DAY, format: 'csv' }),
  },
  { name: 'daily_summary_feed', path: '/anapi/daily_summary_feed' },
  { name: 'alerts_feed', path: '/anapi/alerts_feed?op=status' },
  { name: 'highlights_feed', path: '/anapi/highlights_feed' },
  { name: 'focustime_started_feed', path: '/anapi/focustime_started_feed' },
];
