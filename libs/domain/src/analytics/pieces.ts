import { addDays, type LocalDate, localDateOfUtcMs, utcMsOfLocalDate } from '../calendar/local-date.js';
import type { AnalyticPlan } from './plan-query.js';

/** The part of a plan that its pieces follow from. */
export type PlannedDays = Pick<AnalyticPlan, 'begin' | 'end' | 'resolution'>;

/** Some days of a plan, both inclusive, that one query reads. */
export interface Piece {
  readonly begin: LocalDate;
  readonly end: LocalDate;
  /**
   * Whether the piece begins an interval, and ends one. A rank is one interval from its first day
   * to its last. The rows of a piece that does both are complete.
   */
  readonly beginsInterval: boolean;
  readonly endsInterval: boolean;
}

const DAY_MS = 86_400_000;
/** Sunday as `Date.getUTCDay` counts, and how many days follow the first of a week. */
const [SUNDAY, REST_OF_WEEK] = [0, 6];

/**
 * The piece of a plan that begins at `from` and has `days` days, 1 or more. It has fewer days when
 * the plan ends before, or to end with an interval. A piece that begins within an interval ends
 * with that interval at the latest.
 *
 *     weeks         |S.....S|S.....S|S.....S|
 *     10 days       [======]                       the last week that fits
 *     3 days        [==]                           within a week
 *     20 days           [==]                       the rest of that week
 *
 * So time of one interval is never in a piece beside time of another, unless both are complete.
 */
export function pieceOf(plan: PlannedDays, from: LocalDate, days: number): Piece {
  const beginsInterval = firstOfInterval(plan, from) === from;
  const last = addDays(from, Math.min(days, daysOf({ begin: from, end: plan.end })) - 1);
  const end = beginsInterval ? lastComplete(plan, from, last) : earlier(last, lastOfInterval(plan, from));
  return { begin: from, end, beginsInterval, endsInterval: lastOfInterval(plan, end) === end };
}

/** How many days a range has; both days count. 0 or less when it ends before it begins. */
export function daysOf({ begin, end }: Pick<Piece, 'begin' | 'end'>): number {
  return Math.round((utcMsOfLocalDate(end) - utcMsOfLocalDate(begin)) / DAY_MS) + 1;
}

/**
 * The last day up to `last` that ends an interval. It is `last` itself when no interval ends there.
 */
function lastComplete(plan: PlannedDays, from: LocalDate, last: LocalDate): LocalDate {
  if (lastOfInterval(plan, last) === last) return last;
  const complete = addDays(firstOfInterval(plan, last), -1);
  return complete >= from ? complete : last;
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

/** The first day of the interval of a day, within the plan. */
function firstOfInterval({ resolution, begin }: PlannedDays, day: LocalDate): LocalDate {
  if (resolution === undefined) return begin;
  if (resolution === 'month') return later(`${day.slice(0, 8)}01` as LocalDate, begin);
  return resolution === 'week' ? later(addDays(day, SUNDAY - weekdayOf(day)), begin) : day;
}

/** The last day of the interval of a day, within the plan. */
function lastOfInterval({ resolution, end }: PlannedDays, day: LocalDate): LocalDate {
  if (resolution === undefined) return end;
  if (resolution === 'month') return earlier(lastOfMonth(day), end);
  if (resolution !== 'week') return day;
  // The calendar ends with the year 9999, so the sum must not pass the plan.
  return addDays(day, Math.min(REST_OF_WEEK - weekdayOf(day), daysOf({ begin: day, end }) - 1));
}

const weekdayOf = (day: LocalDate): number => new Date(utcMsOfLocalDate(day)).getUTCDay();

function lastOfMonth(day: LocalDate): LocalDate {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return localDateOfUtcMs(Date.UTC(year, month, 0));
}
