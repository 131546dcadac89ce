import { firstWeekday } from './periods.js';

/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export interface NamedWeekday {
  /** 1 is Monday, 7 is Sunday, as the API counts. */
  readonly weekday: number;
  readonly name: string;
}

/** The weekdays with their names, from the first day of the reader's week. */
export function weekdayNames(locale: string, width: 'long' | 'short'): NamedWeekday[] {
  const names = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' });
  const first = firstWeekday(locale) || 7;
  return Array.from({ length: 7 }, (_, n) => {
    const weekday = ((first - 1 + n) % 7) + 1;
    return { weekday, name: names.format(MONDAY_MS + (weekday - 1) * DAY_MS) };
  });
}
