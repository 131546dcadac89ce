import { shownName } from '../names/shown-name.js';
import type { ProductivityLevel } from '../taxonomy/index.js';
import { type Sharing, SHARING_LEVELS, shows } from '../teams/sharing.js';
import { isCellPublished, publishedHours, SMALLEST_COHORT } from './cell-rule.js';

/** A table finer than levels needs this many people in its cohort. */
export const SMALLEST_FINE_COHORT = 8;
/** The most cells of a table: the largest stay. It bounds the size of an event. */
const MOST_CELLS = 2_000;

/** Time of one member in one week, as the member's own taxonomy classes it. */
export interface WeekTime {
  readonly activity: string;
  readonly overview: string;
  readonly category: string;
  readonly productivity: ProductivityLevel;
  readonly durationMs: number;
}

/** One published sum. It has the names that the level of sharing shows, and whole hours. */
export interface PublishedCell {
  readonly productivity: ProductivityLevel;
  readonly overview?: string;
  readonly category?: string;
  readonly activity?: string;
  readonly hours: number;
}

/** A member who agreed for the whole week, and to how much. */
export interface AgreedMember {
  readonly userId: string;
  readonly agreed: Sharing;
}

/** The members whose time makes a table, and how fine it is. */
export interface Cohort {
  readonly sharing: Exclude<Sharing, 'nothing'>;
  readonly userIds: readonly string[];
}

/**
 * The cohort of a week's one table: the finest level up to the team's for which enough members
 * agreed. Undefined when there are too few for any. `smallest` is the setting, 5 or more. Below 8
 * people a table shows levels only.
 */
export function cohortOf(sharing: Sharing, members: readonly AgreedMember[], smallest: number): Cohort | undefined {
  const people = Math.max(smallest, SMALLEST_COHORT);
  for (const level of [...SHARING_LEVELS].reverse()) {
    if (level === 'nothing' || !shows(sharing, level)) continue;
    const userIds = members.filter(({ agreed }) => shows(agreed, level)).map(({ userId }) => userId);
    if (userIds.length >= (level === 'levels' ? people : Math.max(people, SMALLEST_FINE_COHORT))) {
      return { sharing: level, userIds };
    }
  }
  return undefined;
}

/**
 * The published cells of a week: sums over the cohort by the finest cells of its level. `times` has
 * an entry for each member of the cohort, also for one without time. Cells that `isCellPublished`
 * refuses are left out, and no cell has their rest. In order of names and levels.
 */
export function publishedCells(
  sharing: Cohort['sharing'],
  times: readonly (readonly WeekTime[])[],
  smallest: number,
): PublishedCell[] {
  const people = Math.max(smallest, SMALLEST_COHORT);
  const cells = new Map<string, { readonly of: Omit<PublishedCell, 'hours'>; readonly timesMs: number[] }>();
  times.forEach((ofMember, member) => {
    for (const time of ofMember) {
      const of = cellNames(sharing, time);
      const key = keyOf(of);
      const cell = cells.get(key) ?? { of, timesMs: times.map(() => 0) };
      cells.set(key, cell);
      cell.timesMs[member] = (cell.timesMs[member] ?? 0) + time.durationMs;
    }
  });
  const published = [...cells.values()].flatMap(({ of, timesMs }) =>
    isCellPublished(timesMs, people) ? [{ ...of, hours: publishedHours(timesMs.reduce((a, b) => a + b, 0)) }] : [],
  );
  const largest = published.sort((a, b) => b.hours - a.hours || compare(keyOf(a), keyOf(b))).slice(0, MOST_CELLS);
  return largest.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function cellNames(sharing: Cohort['sharing'], time: WeekTime): Omit<PublishedCell, 'hours'> {
  const { activity, overview, category, productivity } = time;
  if (sharing === 'levels') return { productivity };
  if (sharing === 'categories') return { productivity, overview, category };
  return { productivity, overview, category, activity: shownName(activity) };
}

const keyOf = ({ activity = '', overview = '', category = '', productivity }: Omit<PublishedCell, 'hours'>): string =>
  [activity, overview, category, productivity].join('\0');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
