import { shownName } from '../names/shown-name.js';
import type { ProductivityLevel } from '../taxonomy/index.js';
import { type Sharing, SHARING_LEVELS, shows } from '../teams/sharing.js';
import { isCellPublished, publishedHours, SMALLEST_COHORT } from './cell-rule.js';

/** A table finer than levels needs this many people in its cohort. */
export const SMALLEST_FINE_COHORT = 8;
/** The most cells of a table: the largest stay. It bounds the size of an event. */
const MOST_CELLS = 2_000;
/** So many times are added in less than a ms. */
const TIMES_OF_A_STEP = 500;

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

/** What `publishedCells` makes a table of. */
export interface WeekOfCohort {
  readonly sharing: Cohort['sharing'];
  /** An entry for each member of the cohort, also for one without time. */
  readonly times: readonly (readonly WeekTime[])[];
  /** The setting, 5 or more. */
  readonly smallest: number;
}

/**
 * The published cells of a week: sums over the cohort by the finest cells of its level. Cells that
 * `isCellPublished` refuses are left out, and no cell has their rest. In order of names and levels.
 *
 * It works in steps of a few ms, so that the caller can do other work in between.
 */
export function* publishedCellsInSteps({
  sharing,
  times,
  smallest,
}: WeekOfCohort): Generator<void, PublishedCell[], void> {
  const people = Math.max(smallest, SMALLEST_COHORT);
  const cells = new Map<string, Cell>();
  for (const [member, ofMember] of times.entries()) {
    for (const [n, time] of ofMember.entries()) {
      addTo(cells, cellNames(sharing, time), { member, durationMs: time.durationMs });
      if (n % TIMES_OF_A_STEP === 0) yield;
    }
  }
  const published: PublishedCell[] = [];
  for (const { of, timesMs } of cells.values()) {
    yield;
    // Fewer have any time in it than must have 15 minutes.
    if (timesMs.size < people) continue;
    const all = times.map((_, member) => timesMs.get(member) ?? 0);
    if (isCellPublished(all, people)) published.push({ ...of, hours: publishedHours(all.reduce((a, b) => a + b, 0)) });
  }
  const largest = published.sort((a, b) => b.hours - a.hours || compare(keyOf(a), keyOf(b))).slice(0, MOST_CELLS);
  return largest.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

/** All steps of `publishedCellsInSteps` at once. */
export function publishedCells(week: WeekOfCohort): PublishedCell[] {
  const steps = publishedCellsInSteps(week);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

interface Cell {
  readonly of: Omit<PublishedCell, 'hours'>;
  /** The time of each member who has some. */
  readonly timesMs: Map<number, number>;
}

function addTo(
  cells: Map<string, Cell>,
  of: Cell['of'],
  { member, durationMs }: { member: number; durationMs: number },
): void {
  const key = keyOf(of);
  const cell = cells.get(key) ?? { of, timesMs: new Map<number, number>() };
  cells.set(key, cell);
  cell.timesMs.set(member, (cell.timesMs.get(member) ?? 0) + durationMs);
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
