/** A day (`2026-11-29`) in the reader's locale: `29 Nov 2026`. */
export const shortDay = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

/** A moment in the reader's locale, on the clock of the account: `29 Nov 2026, 14:41`. */
export const shortMoment = (locale: string, moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(Date.parse(moment));
