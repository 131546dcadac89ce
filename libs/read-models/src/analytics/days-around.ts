import { type LocalDate, localDateOfUtcMs, type SummedTime, utcMsOfLocalDate } from '@app/domain';
import type { TimeAsked } from './time-sql.js';

/** Read together: they cost the engine little more than one day. */
const DAYS = 16;
const [DAY_MS, DAY_SECONDS] = [86_400_000, 86_400];

/**
 * Many clients ask for one day after the other. So the first question for a day of the rollup reads
 * the days around it too, and what is remembered answers the next ones:
 *
 *     asked      10                       11  12  13 ...
 *     read       [2 3 ... 10 ... 16 17]
 *
 * The same time of the days around, by day. Undefined for more than one day, and for what is large
 * or tells more apart than days: documents, hours and pages.
 */
export function withDaysAround(asked: TimeAsked): TimeAsked | undefined {
  const { plan, activities } = asked;
  const isOneDay = plan.begin === plan.end && (plan.resolution === undefined || plan.resolution === 'day');
  if (!isOneDay || activities || plan.table !== 'daily' || plan.isByHourOfWeek) return undefined;
  const first = Math.floor(utcMsOfLocalDate(plan.begin) / DAY_MS / DAYS) * DAYS;
  const dayAt = (day: number): LocalDate => localDateOfUtcMs(day * DAY_MS);
  const days = { begin: dayAt(first), end: dayAt(first + DAYS - 1) };
  return { ...asked, plan: { ...plan, ...days, resolution: 'day' }, isLimited: true };
}

/**
 * The part of that time that was asked for. `time` comes day by day, in order. Names without time
 * on the day are left out.
 */
export function dayOf(time: SummedTime, { plan }: TimeAsked): SummedTime {
  const start = utcMsOfLocalDate(plan.begin) / 1_000;
  const starts = time.intervalStarts ?? [];
  const begin = firstAtLeast(starts, start);
  const end = firstAtLeast(starts, start + DAY_SECONDS);
  const numbers = new Map<number, number>();
  const places = Array.from({ length: end - begin }, (_, n) => begin + n);
  const ofActivity = places.map((place) => {
    const number = time.activities.numbers[place] ?? 0;
    const known = numbers.get(number) ?? numbers.size;
    numbers.set(number, known);
    return known;
  });
  return {
    durationsMs: places.map((place) => time.durationsMs[place] ?? 0),
    activities: {
      names: [...numbers.keys()].map((number) => time.activities.names[number] ?? ''),
      numbers: ofActivity,
    },
    ...{ documents: undefined, pages: undefined },
    intervalStarts: plan.resolution && places.map(() => start),
  };
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
