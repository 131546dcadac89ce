import { daysOf, type LocalDate, localDateOfUtcMs, type SummedTime, utcMsOfLocalDate } from '@app/domain';
import type { TimeAsked } from './time-sql.js';

/** Read together: they cost the engine little more than one day. */
const TOGETHER = 32;
/** A report of more days is asked for as it is. */
const MOST_ASKED = 8;
const [DAY_MS, DAY_SECONDS] = [86_400_000, 86_400];

/**
 * Many clients ask for one day after the other, or for one week after the other. So a question for
 * a few days of the rollup reads the days around them too, and what is remembered of that answers
 * the next ones:
 *
 *     asked                     10   11   12 ...
 *     read       [2 3 4 ...     10                    ... 33]
 *
 * The same time of the days around, by day. Undefined for more days, and for what is large or tells
 * more apart than days: documents, hours and pages.
 */
export function withDaysAround(asked: TimeAsked): TimeAsked | undefined {
  const { plan, activities } = asked;
  const isByDay = plan.resolution === undefined || plan.resolution === 'day';
  if (!isByDay || activities || plan.table !== 'daily' || plan.isByHourOfWeek) return undefined;
  if (plan.begin > plan.end || daysOf(plan) > MOST_ASKED) return undefined;
  const begin = dayAt(stretchOf(plan.begin) * TOGETHER);
  const end = dayAt(stretchOf(plan.end) * TOGETHER + TOGETHER - 1);
  return { ...asked, plan: { ...plan, begin, end, resolution: 'day' }, isLimited: true };
}

const stretchOf = (date: LocalDate): number => Math.floor(utcMsOfLocalDate(date) / DAY_MS / TOGETHER);
const dayAt = (day: number): LocalDate => localDateOfUtcMs(day * DAY_MS);

/**
 * The part of that time that was asked for: by day, or summed over the days. `time` comes day by
 * day, in order. Names without time on the days are left out.
 */
export function daysAsked(time: SummedTime, { plan }: TimeAsked): SummedTime {
  const starts = time.intervalStarts ?? [];
  const first = firstAtLeast(starts, utcMsOfLocalDate(plan.begin) / 1_000);
  const end = firstAtLeast(starts, utcMsOfLocalDate(plan.end) / 1_000 + DAY_SECONDS);
  const places = new Map<string, number>();
  // By name: a dictionary of several blocks may have a name twice.
  const names = new Map<string, number>();
  const durationsMs: number[] = [];
  const numbers: number[] = [];
  const intervalStarts: number[] = [];
  for (let n = first; n < end; n++) {
    const start = plan.resolution ? (starts[n] ?? 0) : 0;
    const number = placeOf(names, time.activities.names[time.activities.numbers[n] ?? 0] ?? '');
    const place = placeOf(places, `${start} ${number}`);
    durationsMs[place] = (durationsMs[place] ?? 0) + (time.durationsMs[n] ?? 0);
    numbers[place] = number;
    intervalStarts[place] = start;
  }
  return {
    durationsMs,
    activities: { names: [...names.keys()], numbers },
    ...{ documents: undefined, pages: undefined },
    intervalStarts: plan.resolution && intervalStarts,
  };
}

/** The place of a key: places are given in the order in which keys come. */
function placeOf<Key>(places: Map<Key, number>, key: Key): number {
  let place = places.get(key);
  if (place === undefined) places.set(key, (place = places.size));
  return place;
}

/** The first place of a sorted column whose value is not less. */
function firstAtLeast(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
