import { shownName } from '../names/shown-name.js';
import type { ProductivityLevel } from '../taxonomy/index.js';
import { type Sharing, SHARING_LEVELS, shows } from '../teams/sharing.js';
import { COUNTED_MS, isCellPublished, publishedHours, SMALLEST_COHORT } from './cell-rule.js';

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

/** What a table is made with. */
export interface TableTerms {
  readonly sharing: Cohort['sharing'];
  /** How many people are in the cohort, also those without time. */
  readonly people: number;
  /** The setting, 5 or more. */
  readonly smallest: number;
}

/**
 * The table of a week: sums over the cohort by the finest cells of its level. It takes the time of
 * each member twice, one member after the other, so the time of all is never in memory at once:
 *
 *     count   which cells have 15 minutes or more of how many members
 *     add     the time in those cells that enough members have; all other time is passed over
 *
 * Each method works in steps of a few ms, so that the caller can do other work in between.
 */
export class WeekTable {
  private readonly counts = new Map<string, number>();
  private readonly cells = new Map<string, Cell>();
  private readonly fewest: number;
  private added = 0;

  constructor(private readonly terms: TableTerms) {
    this.fewest = Math.max(terms.smallest, SMALLEST_COHORT);
  }

  /** How many cells are in memory. */
  get size(): number {
    return this.counts.size + this.cells.size;
  }

  /** The first look at the time of a member. */
  *count(times: readonly WeekTime[]): Generator<void, void, void> {
    for (const [key, { durationMs }] of yield* this.cellsOf(times, () => true)) {
      if (durationMs >= COUNTED_MS) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }

  /** The second look, after all members were counted. The time is the same as at the first. */
  *add(times: readonly WeekTime[]): Generator<void, void, void> {
    const isHeld = (key: string) => (this.counts.get(key) ?? 0) >= this.fewest;
    for (const [key, { of, durationMs }] of yield* this.cellsOf(times, isHeld)) {
      const cell = this.cells.get(key) ?? { of, timesMs: [] };
      cell.timesMs.push(durationMs);
      this.cells.set(key, cell);
    }
    this.added++;
  }

  /**
   * The published cells, in order of names and levels. Cells that `isCellPublished` refuses are
   * left out, and no cell has their rest.
   */
  *published(): Generator<void, PublishedCell[], void> {
    const published: PublishedCell[] = [];
    const people = Math.max(this.terms.people, this.added);
    for (const { of, timesMs } of this.cells.values()) {
      yield;
      const all = [...timesMs, ...Array.from({ length: people - timesMs.length }, () => 0)];
      if (!isCellPublished(all, this.fewest)) continue;
      published.push({ ...of, hours: publishedHours(timesMs.reduce((a, b) => a + b, 0)) });
    }
    const largest = published.sort((a, b) => b.hours - a.hours || compare(keyOf(a), keyOf(b))).slice(0, MOST_CELLS);
    return largest.sort((a, b) => compare(keyOf(a), keyOf(b)));
  }

  /** The time of one member by cells. */
  private *cellsOf(
    times: readonly WeekTime[],
    isHeld: (key: string) => boolean,
  ): Generator<void, Map<string, { of: Cell['of']; durationMs: number }>, void> {
    const cells = new Map<string, { of: Cell['of']; durationMs: number }>();
    for (const [n, time] of times.entries()) {
      if (n % TIMES_OF_A_STEP === 0) yield;
      const of = cellNames(this.terms.sharing, time);
      const key = keyOf(of);
      if (isHeld(key)) cells.set(key, { of, durationMs: (cells.get(key)?.durationMs ?? 0) + time.durationMs });
    }
    return cells;
  }
}

interface Cell {
  readonly of: Omit<PublishedCell, 'hours'>;
  /** The time of each member who has some. */
  readonly timesMs: number[];
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
