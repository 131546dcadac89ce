import { wallClock } from './days.js';

/** How a reader's locale writes the time of a day. Formats are made once: a day has hundreds. */
interface Clock {
  readonly isOf12: boolean;
  readonly time: Intl.DateTimeFormat;
  readonly hour: Intl.DateTimeFormat;
}

const clocks = new Map<string, Clock>();

function clockOf(locale: string): Clock {
  let clock = clocks.get(locale);
  if (!clock) {
    const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' });
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
    clocks.set(locale, (clock = { isOf12: hour.resolvedOptions().hour12 === true, time, hour }));
  }
  return clock;
}

const utc = (time: string): number => Date.UTC(2000, 0, 1, Number(time.slice(0, 2)), Number(time.slice(3, 5)));

/**
 * A time of day (`14:41`, up to `24:00`) in the reader's locale: `14:41`, `2:41 PM`. The end of a
 * day stays `24:00` on a clock of 24 hours.
 */
export function timeText(locale: string, time: string): string {
  const clock = clockOf(locale);
  return time === '24:00' && !clock.isOf12 ? time : clock.time.format(utc(time));
}

/** The wall clock in a moment with its offset, in the reader's locale. */
export const clockText = (locale: string, moment: string): string => timeText(locale, wallClock(moment));

/** A short name for an hour under a chart: `08`, or `8 AM`. */
export function hourText(locale: string, hour: number): string {
  const name = String(hour).padStart(2, '0');
  const clock = clockOf(locale);
  return clock.isOf12 ? clock.hour.format(utc(`${name}:00`)) : name;
}
