import { startOfDay } from '../calendar/closing-time.js';
import { type LocalDate, monthsBefore } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import { type Keeping, keptMonths, type LongestMonths } from './keeping-decider.js';

/** When a user is looked at. */
export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
}

/**
 * The day before which all time is to be erased now. Undefined when nothing is due: time is kept,
 * the erasure was announced less than two weeks ago, or it is done for this month.
 *
 * It is the first day of a month, so there is one erasure a month. Time is kept for the months that
 * were asked for, and up to one more:
 *
 *     3 months    |Aug|Sep|Oct|Nov 1 .. 30        before: Aug 1, during all of November
 */
export function dueErasure(keeping: Keeping, longest: LongestMonths, { now, timeZone }: Moment): LocalDate | undefined {
  const months = keptMonths(keeping, longest);
  const { announced, erasedBefore } = keeping;
  if (months === null || announced?.months !== months || now < announced.firstAt) return undefined;
  const before = monthsBefore(firstOfMonth(zoneClock(timeZone).localDateAt(now)), months);
  return erasedBefore !== undefined && erasedBefore >= before ? undefined : before;
}

/**
 * The next moment at which an erasure may be due, in epoch ms: the begin of the next month, or the
 * announced moment when that is later. Undefined when time is kept for ever.
 */
export function nextLook(keeping: Keeping, longest: LongestMonths, { now, timeZone }: Moment): number | undefined {
  const months = keptMonths(keeping, longest);
  if (months === null) return undefined;
  const { announced } = keeping;
  if (announced?.months === months && now < announced.firstAt) return announced.firstAt;
  const today = zoneClock(timeZone).localDateAt(now);
  return startOfDay(monthsBefore(firstOfMonth(today), -1), timeZone);
}

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01` as LocalDate;
