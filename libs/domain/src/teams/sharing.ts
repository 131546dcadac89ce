import { DomainError } from '../domain-error.js';
import type { AnalyticQuery, Kind } from '../analytics/analytic-query.js';

/** What a team sees of its members' time, narrowest first; each shows all that those before it show. */
export const SHARING_LEVELS = ['nothing', 'levels', 'categories', 'activities'] as const;

/** `levels`: sums by productivity level; `categories`: by category too; `activities`: by activity too; never documents. */
export type Sharing = (typeof SHARING_LEVELS)[number];

/** Fewer members than this are shown as no sums by category or activity: those would say who it was. */
export const SMALLEST_TEAM = 3;

/** Whether this much sharing shows what needs that much. */
export const shows = (sharing: Sharing, needed: Sharing): boolean =>
  SHARING_LEVELS.indexOf(sharing) >= SHARING_LEVELS.indexOf(needed);

/** The one of the two that shows less. */
export const narrower = (a: Sharing, b: Sharing): Sharing => (shows(a, b) ? b : a);

/** How many members have to share what a report of a team needs, before it is given. */
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
 * How much members have to share for a team to be shown the answer to a query; undefined when a team never is: documents,
 * and a report by member, which says whose time it is.
 *
 * Inside a thing stands what is finer than the kind: activities inside a category, documents inside an activity. A level
 * inside a thing may be that of one activity, and a thingy inside that may be a document.
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
 * The same, when a team that shares this much may be shown the answer at all. Throws DomainError `not_shared`, which says what
 * may be asked for.
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

/** Throws DomainError `too_few_members` when so many who share it are too few for a report that needs this much sharing. */
export function checkPeople(people: number, needed: Sharing): void {
  if (people >= membersNeeded(needed)) return;
  throw new DomainError(
    'too_few_members',
    `Fewer than ${SMALLEST_TEAM} members share ${needed}: a report by ${needed} would say who it was.`,
  );
}
