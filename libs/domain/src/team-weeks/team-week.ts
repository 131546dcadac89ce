import { addDays, type LocalDate, localDateOfUtcMs, utcMsOfLocalDate } from '../calendar/local-date.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_OF_A_WEEK = 7;
/** No zone is further ahead of UTC: Kiritimati, 14 hours. */
const FURTHEST_AHEAD_MS = 14 * HOUR_MS;
/** From the Monday of a week to the Wednesday after it. */
const DAYS_TO_RELEASE = 9;

/** The Monday of the week of a local day. Source: ISO 8601, weeks begin on Monday. */
export function mondayOf(date: LocalDate): LocalDate {
  const weekday = (new Date(utcMsOfLocalDate(date)).getUTCDay() + 6) % DAYS_OF_A_WEEK;
  return addDays(date, -weekday);
}

/** The last day, a Sunday, of the week of a Monday. */
export const sundayOf = (monday: LocalDate): LocalDate => addDays(monday, DAYS_OF_A_WEEK - 1);

/** The seven local days of the week of a Monday, in order. */
export const daysOfWeek = (monday: LocalDate): LocalDate[] =>
  Array.from({ length: DAYS_OF_A_WEEK }, (_, n) => addDays(monday, n));

/**
 * When a week begins in the first zone of the world, in epoch ms. An agreement for the week is
 * older than that, in every zone.
 *
 *     UTC      Sun 10:00                                Mon 12:00        Wed 00:00
 *     week     [begins in Kiritimati ... ends at 12 h behind UTC]        table is made
 */
export const beginOfWeek = (monday: LocalDate): number => utcMsOfLocalDate(monday) - FURTHEST_AHEAD_MS;

/** When the table of a week is made: Wednesday 00:00 UTC after it, in epoch ms. */
export const releaseTime = (monday: LocalDate): number => utcMsOfLocalDate(addDays(monday, DAYS_TO_RELEASE));

/** The newest week whose table is due at a moment (epoch ms, inclusive). */
export const newestWeekDue = (nowMs: number): LocalDate => mondayOf(localDateOfUtcMs(nowMs - DAYS_TO_RELEASE * DAY_MS));

/** The first week that begins at a moment (epoch ms) or after it, in every zone. */
export function firstWholeWeek(fromMs: number): LocalDate {
  const monday = mondayOf(localDateOfUtcMs(fromMs + FURTHEST_AHEAD_MS));
  return beginOfWeek(monday) >= fromMs ? monday : addDays(monday, DAYS_OF_A_WEEK);
}

/**
 * The weeks of a team whose tables are due at a moment, the newest first: from the first whole week
 * of the team on, `most` at most. Both moments in epoch ms.
 */
export function weeksDue({ bornMs, nowMs, most }: { bornMs: number; nowMs: number; most: number }): LocalDate[] {
  const first = firstWholeWeek(bornMs);
  const weeks: LocalDate[] = [];
  for (let week = newestWeekDue(nowMs); week >= first && weeks.length < most; week = addWeeks(week, -1)) {
    weeks.push(week);
  }
  return weeks;
}

/** The next week that gets a table, after those that are due. Both moments in epoch ms. */
export function nextWeekToPublish({ bornMs, nowMs }: { bornMs: number; nowMs: number }): LocalDate {
  const [first, next] = [firstWholeWeek(bornMs), addWeeks(newestWeekDue(nowMs), 1)];
  return first > next ? first : next;
}

/** The Monday a week later, or earlier when negative. */
export const addWeeks = (monday: LocalDate, weeks: number): LocalDate => addDays(monday, weeks * DAYS_OF_A_WEEK);
