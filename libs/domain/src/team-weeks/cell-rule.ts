/** A member counts in a cell from this much time on, in ms. */
export const COUNTED_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** Two members know their own time: the one who asks, and an accomplice. */
const ACCOMPLICES = 2;
/** The third condition costs time with the third power of the members. More are not tried. */
const MOST_TRIED = 16;

/** The fewest people of any table, and of any cell of it. A setting may ask for more. */
export const SMALLEST_COHORT = 5;

/** The hours of a cell as published: whole ones, a half goes up. */
export const publishedHours = (totalMs: number): number => Math.floor(totalMs / HOUR_MS + 0.5);

/**
 * Whether the sum of a cell may be published, rounded to whole hours. `timesMs` has the time of
 * each member of the cohort in the cell, 0 included; `people` is the smallest number of people.
 *
 * 1. At least `people` members have 15 minutes or more.
 * 2. Without its two largest, the cell still has at least 20 % of the largest.
 * 3. For any two members, the published number leaves the time of each other member open by an
 *    hour, or by 40 % of it. This holds also for readers who know the rule: see `leavesOpen`.
 *
 * The third is ours. With the first two alone, five members of 22, 22, 15, 15 and 15 minutes are
 * published as 1 h: the two with 22 learn the others' time to a minute.
 *
 * More than 16 members whose times hardly differ get no number: their pairs would take seconds. A
 * cell that is published then has members who differ, so it gives away no more.
 */
export function isCellPublished(timesMs: readonly number[], people: number): boolean {
  if (!isBroad(timesMs, people)) return false;
  if (isSpread(timesMs)) return true;
  if (timesMs.length > MOST_TRIED) return false;
  // Equal times are the same pair, so each pair of values is tried once.
  const sorted = inOrder(timesMs);
  const total = sum(sorted);
  for (let a = 0; a < sorted.length; a++) {
    if (a > 1 && sorted[a] === sorted[a - 2]) continue;
    for (let b = a + 1; b < sorted.length; b++) {
      if (b > a + 1 && sorted[b] === sorted[b - 1]) continue;
      if (!leavesOpen([sorted[a] as number, sorted[b] as number], { total, size: sorted.length, people })) return false;
    }
  }
  return true;
}

/** The first two conditions of `isCellPublished`. */
function isBroad(timesMs: readonly number[], people: number): boolean {
  if (timesMs.filter((ms) => ms >= COUNTED_MS).length < people) return false;
  const [largest = 0, second = 0, ...others] = inOrder(timesMs).reverse();
  void second;
  return 5 * sum(others) >= largest;
}

/**
 * Whether the times of the others differ enough, whichever two members are left out. Then the two
 * cannot tell which of the others has which time: any exchange gives the same table.
 */
export function isSpread(timesMs: readonly number[]): boolean {
  const sorted = inOrder(timesMs);
  const last = sorted.length - 1;
  for (let low = 0; low <= ACCOMPLICES; low++) {
    if (!differ(sorted[low] ?? 0, sorted[last - ACCOMPLICES + low] ?? 0)) return false;
  }
  return true;
}

/** Whether a range is an hour wide, or 40 % of its upper end. */
const differ = (low: number, high: number): boolean =>
  high - low >= HOUR_MS || 5 * (high - low) >= 2 * Math.max(high, 1);

interface Cell {
  /** The true sum of all members in ms. */
  readonly total: number;
  readonly size: number;
  readonly people: number;
}

/**
 * Whether the published hours could also come from other members' times that are spread. `known`
 * are the times of two members. Such times are published as well, so the two cannot rule them out.
 */
function leavesOpen(known: readonly [number, number], { total, size, people }: Cell): boolean {
  const newest = (publishedHours(total) + 0.5) * HOUR_MS - 1;
  const left = newest - sum(known);
  for (const others of splits(left, size - ACCOMPLICES)) {
    const times = [...known, ...others];
    if (publishedHours(sum(times)) === publishedHours(total) && isBroad(times, people) && isSpread(times)) return true;
  }
  return false;
}

const SLOPES = [0.3, 0.5, 0.75, 0.9] as const;

/** Some ways to split a time (ms) among so many members: slopes, and few with most of it. */
function* splits(totalMs: number, members: number): Generator<number[]> {
  const mean = totalMs / members;
  for (const slope of SLOPES) {
    const of = (n: number) => Math.floor(mean * (1 + slope * ((2 * n) / (members - 1) - 1)));
    yield Array.from({ length: members }, (_, n) => of(n));
  }
  for (const low of new Set([members - 1, members >> 1, 1])) {
    const high = Math.floor((totalMs - low * COUNTED_MS) / (members - low));
    if (high >= COUNTED_MS) yield Array.from({ length: members }, (_, n) => (n < low ? COUNTED_MS : high));
  }
}

const inOrder = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
