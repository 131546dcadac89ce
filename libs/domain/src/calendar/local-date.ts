import { Temporal } from 'temporal-polyfill';

/** A calendar day without a zone, `YYYY-MM-DD`. Compares as text. */
export type LocalDate = string & { readonly __localDate: unique symbol };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** The day written as `YYYY-MM-DD`, or undefined when the text is not a real day (`2026-02-30`, `26-1-1`). */
export function parseLocalDate(text: string): LocalDate | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // What is no day is counted on to another one. Asked in numbers: of every event there is one to read, and a text takes longer.
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return isReal ? (text as LocalDate) : undefined;
}

/** The UTC day that holds the moment, in epoch ms. Years 0000 to 9999. */
export function localDateOfUtcMs(ms: number): LocalDate {
  return new Date(ms).toISOString().slice(0, 10) as LocalDate;
}

/** Midnight of the day as if its zone were UTC, in epoch ms. */
export function utcMsOfLocalDate(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The day `days` later (or earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return localDateOfUtcMs(utcMsOfLocalDate(date) + days * DAY_MS);
}

/** The same day of an earlier month; where that month is too short, its last. 2026-05-31 less 3 months is 2026-02-28. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).subtract({ months }).toString() as LocalDate;
}
