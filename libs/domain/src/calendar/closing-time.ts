import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './local-date.js';

/** The time between the end of a day and its close: it closes at 00:01. */
const CLOSING_MS = 60_000;

/**
 * The first moment of a local day, in epoch ms: midnight, or the time after a skipped midnight.
 *
 *     Santiago   23:59 => 01:00     2026-09-06 begins at 01:00 local
 *
 * Throws RangeError for an unknown zone.
 */
export function startOfDay(date: LocalDate, timeZone: string): number {
  return startOf(Temporal.PlainDate.from(date), timeZone);
}

/**
 * The moment at which a local day is closed, in epoch ms: 00:01 of the next day. When that day has
 * no midnight, one minute after its first moment. Throws RangeError for an unknown zone.
 * Source: the documented Daily Summary Feed API, "at 12:01 am in your local time zone".
 */
export function closingTime(date: LocalDate, timeZone: string): number {
  // `addDays` cannot do this: the day after 9999-12-31 is no LocalDate, but it has a beginning.
  return startOf(Temporal.PlainDate.from(date).add({ days: 1 }), timeZone) + CLOSING_MS;
}

const startOf = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime({ timeZone }).epochMilliseconds;
