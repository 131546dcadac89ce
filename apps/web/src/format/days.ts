const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a real day: `2026-11-29`. */
export const isDay = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && nextDay(text, 0) === text;

/** The day that is `days` later, or earlier when negative. */
export const nextDay = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** `Sunday, 29 November 2026` in the reader's locale. */
export const longDay = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

/** The name of the weekday in the reader's locale. */
export const weekdayName = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

/** The wall clock in a moment with its offset (`2026-11-29T14:41:00.000+01:00`): `14:41`. */
export const wallClock = (moment: string): string => moment.slice(11, 16);

/** The wall clock in a time zone at a moment (epoch ms): `14:41`. */
export const wallClockIn = (timeZone: string, ms: number): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(ms);
