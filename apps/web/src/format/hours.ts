import { clockText, hourText } from './clock.js';

/** An hour of a day, as the report of the day has it. */
interface Hour {
  /** With its offset: `2026-10-25T02:00:00.000+02:00`. */
  readonly start: string;
  readonly hour: number;
}

/** The hours that the clock has twice on this day, by the wall clock. */
export function doubledHours(hours: readonly Hour[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { hour } of hours) counts.set(hour, (counts.get(hour) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([hour]) => hour));
}

/** `+01:00` of a moment with its offset is `UTC+1`, `+10:30` is `UTC+10:30`. */
function offsetName(moment: string): string {
  const [, sign = '+', hours = '0', minutes = '00'] = /([+-])(\d\d):(\d\d)$/.exec(moment) ?? [];
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/**
 * The wall clock at a moment, in the reader's locale: `14:41`. In an hour that comes twice, it has
 * its offset.
 */
export function clockName(locale: string, moment: string, doubled: ReadonlySet<number>): string {
  const clock = clockText(locale, moment);
  return doubled.has(Number(moment.slice(11, 13))) ? `${clock} (${offsetName(moment)})` : clock;
}

/**
 * A short name for each hour under a chart: `01`, `02`, or `1 AM`. An hour that comes twice has a
 * letter, as time tables write it.
 *
 *     Berlin, 25 October 2026     00  01  02a  02b  03 ...
 */
export function hourNames(locale: string, hours: readonly Hour[]): string[] {
  const doubled = doubledHours(hours);
  const seen = new Map<number, number>();
  return hours.map(({ hour }) => {
    const name = hourText(locale, hour);
    if (!doubled.has(hour)) return name;
    const count = seen.get(hour) ?? 0;
    seen.set(hour, count + 1);
    return `${name}${String.fromCharCode(97 + count)}`;
  });
}
