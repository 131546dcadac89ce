import { nextDay } from '../format/days.js';

const msOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The Sunday of the week of a Monday. */
export const sundayOf = (monday: string): string => nextDay(monday, 6);

/** The days of a week in the reader's locale: `2 – 8 Nov 2026`. */
export const weekName = (locale: string, monday: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(
    msOf(monday),
    msOf(sundayOf(monday)),
  );

/** The Monday alone, for the narrow places of a chart: `2 Nov`. */
export const shortWeek = (locale: string, monday: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(msOf(monday));

/** A moment on the clock of the reader's account: `Wed, 2 Dec 2026, 01:00`. */
export const momentName = (locale: string, moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone,
  }).format(Date.parse(moment));

/** Whole hours in the reader's locale. */
export const hoursOf = (locale: string, seconds: number): string =>
  new Intl.NumberFormat(locale).format(Math.round(seconds / 3_600));
