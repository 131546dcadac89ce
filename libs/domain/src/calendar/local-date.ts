import { Temporal } from 'temporal-polyfill';

/** A calendar day without a zone, `YYYY-MM-DD`. Its order as text is its order in time. */
export type LocalDate = string & { readonly __localDate: unique symbol };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** The day in a `YYYY-MM-DD` text. Undefined when it is not a real day (`2026-02-30`, `26-1-1`). */
export function parseLocalDate(text: string): LocalDate | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date turns an unreal day into another day. Numbers compare faster than texts, for every event.
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return isReal ? (text as LocalDate) : undefined;
}

/** The UTC day of the moment, in epoch ms. Years 0000 to 9999. */
export function localDateOfUtcMs(ms: number): LocalDate {
  return new Date(ms).toISOString().slice(0, 10) as LocalDate;
}

/** Midnight of the day in UTC, in epoch ms. */
export function utcMsOfLocalDate(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The day that is `days` later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOfUtcMs(utcMsOfLocalDate(date) + days * DAY_MS);
}

/** The same day of an earlier month, or its last day. 2026-05-31 less 3 months is 2026-02-28. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).subtract({ months }).toString() as LocalDate;
}
