import { DomainError } from '../domain-error.js';
import type { AnalyticQuery, Kind } from '../analytics/analytic-query.js';

/**
 * The levels of sharing in a team, narrowest first. Each shows everything that narrower ones show.
 */
export const SHARING_LEVELS = ['nothing', 'levels', 'categories', 'activities'] as const;

/**
 * `levels`: sums by productivity level. `categories` and `activities` show more. Never documents.
 */
export type Sharing = (typeof SHARING_LEVELS)[number];

/** Reports by category or activity need this many members, or they would show a person's time. */
export const SMALLEST_TEAM = 3;

/** Whether a level of sharing allows a report that needs `needed`. */
export const shows = (sharing: Sharing, needed: Sharing): boolean =>
  SHARING_LEVELS.indexOf(sharing) >= SHARING_LEVELS.indexOf(needed);

/** The narrower one of two levels. */
export const narrower = (a: Sharing, b: Sharing): Sharing => (shows(a, b) ? b : a);

/** The number of sharing members that a team report needs. */
const membersNeeded = (needed: Sharing): number => (needed === 'levels' ? 0 : SMALLEST_TEAM);

const NEEDED: Readonly<Record<Kind, Sharing | undefined>> = {
  productivity: 'levels',
  efficiency: 'levels',
  overview: 'categories',
  category: 'categories',
  activity: 'activities',
  document: undefined,
};

/**
 * The sharing that a query needs from members. Undefined for a query that a team never gets:
 * documents, and a report by member, which shows whose time it is.
 *
 * A query inside a thing needs the next finer sharing: activities inside a category, documents
 * inside an activity. A level inside a thing may be the level of one activity. A thingy inside that
 * may be a document.
 */
export function sharingNeeded({ perspective, kind, thing, thingy }: AnalyticQuery): Sharing | undefined {
  if (perspective === 'member') return undefined;
  if (thing === undefined && thingy === undefined) return NEEDED[kind];
  switch (kind) {
    case 'overview':
    case 'category':
      return 'activities';
    case 'productivity':
    case 'efficiency':
      return thingy === undefined ? 'activities' : undefined;
    case 'activity':
    case 'document':
      return undefined;
  }
}

/**
 * The needed sharing of a query, when the team's sharing allows it. Throws DomainError `not_shared`
 * with the allowed kinds.
 */
export function checkShown(sharing: Sharing, query: AnalyticQuery): Sharing {
  const needed = sharingNeeded(query);
  if (needed !== undefined && shows(sharing, needed)) return needed;
  throw new DomainError('not_shared', `Members of this team share ${sharing}: ${KINDS_SHOWN[sharing]}.`);
}

const KINDS_SHOWN: Readonly<Record<Sharing, string>> = {
  nothing: 'there is no report',
  levels: 'kinds productivity and efficiency, of nothing in particular',
  categories: 'kinds productivity, efficiency, overview and category, of nothing in particular',
  activities: 'all kinds but document, by rank or interval, down to activities',
};

/** Throws DomainError `too_few_members` when too few members share time for such a report. */
export function checkPeople(people: number, needed: Sharing): void {
  if (people >= membersNeeded(needed)) return;
  throw new DomainError(
    'too_few_members',
    `Fewer than ${SMALLEST_TEAM} members share ${needed}: a report by ${needed} would say who it was.`,
  );
}

/** What a member who is seen by name shows: sums of whole weeks, or of days. */
export const NAMED_INTERVALS = ['week', 'day'] as const;
export type NamedInterval = (typeof NAMED_INTERVALS)[number];
