import { addDays, type LocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import type { GoalDefinition } from './events.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Whether the time reaches the goal (`at-least`) or keeps within it (`at-most`). Exactly the hours
 * do both. Compared in whole milliseconds.
 */
export function isMet({ aim, hours }: Pick<GoalDefinition, 'aim' | 'hours'>, spentMs: number): boolean {
  const goalMs = Math.round(hours * HOUR_MS);
  return aim === 'at-least' ? spentMs >= goalMs : spentMs <= goalMs;
}

/**
 * The days of the week of a date up to that date, the earliest first: one to seven. `firstWeekday`
 * is the day on which the reader's weeks begin, 1 (Monday) to 7.
 */
export function daysOfWeekSoFar(date: LocalDate, firstWeekday: number): LocalDate[] {
  // 1970-01-01 was a Thursday.
  const weekday = ((utcMsOfLocalDate(date) / DAY_MS + 3) % 7) + 1;
  const before = (weekday - firstWeekday + 7) % 7;
  return Array.from({ length: before + 1 }, (_, n) => addDays(date, n - before));
}
