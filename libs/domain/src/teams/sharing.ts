import type { Kind } from '../analytics/analytic-query.js';

/**
 * The levels of sharing in a team, narrowest first. Each shows everything that narrower ones show.
 */
export const SHARING_LEVELS = ['nothing', 'levels', 'categories', 'activities'] as const;

/**
 * `levels`: sums by productivity level. `categories` and `activities` show more. Never documents.
 */
export type Sharing = (typeof SHARING_LEVELS)[number];

/** What a member who is seen by name shows: sums of whole weeks, or of days. */
export const NAMED_INTERVALS = ['week', 'day'] as const;
export type NamedInterval = (typeof NAMED_INTERVALS)[number];

/** The sharing that a report of a kind needs. Undefined for documents, which a team never sees. */
export const SHARING_NEEDED: Readonly<Record<Kind, Exclude<Sharing, 'nothing'> | undefined>> = {
  productivity: 'levels',
  efficiency: 'levels',
  overview: 'categories',
  category: 'categories',
  activity: 'activities',
  document: undefined,
};

/** Whether a level of sharing allows a report that needs `needed`. */
export const shows = (sharing: Sharing, needed: Sharing): boolean =>
  SHARING_LEVELS.indexOf(sharing) >= SHARING_LEVELS.indexOf(needed);

/** The narrower one of two levels. */
export const narrower = (a: Sharing, b: Sharing): Sharing => (shows(a, b) ? b : a);
