import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './local-date.js';

/** How long after its end a day is closed: at 00:01. */
const CLOSING_MS = 60_000;

/**
 * The first moment of a local day, in epoch ms: midnight, or where the clock lands that skips it.
 *
 *     Santiago   23:59 => 01:00     2026-09-06 begins at 01:00 local
 *
 * Throws RangeError for an unknown zone.
 */
export function startOfDay(date: LocalDate, timeZone: string): number {
  return startOf(Temporal.PlainDate.from(date), timeZone);
}

/**
 * When a local day is over and may be judged, in epoch ms: 00:01 of the day after, or a minute after that day's first
 * moment where it has no midnight. Source: the documented Daily Summary Feed API, "at 12:01 am in your local time zone".
 * Throws RangeError for an unknown zone.
 */
export function closingTime(date: LocalDate, timeZone: string): number {
  // Not by `addDays`: the day after 9999-12-31 is no LocalDate, but it begins.
  return startOf(Temporal.PlainDate.from(date).add({ days: 1 }), timeZone) + CLOSING_MS;
}

const startOf = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime({ timeZone }).epochMilliseconds;
