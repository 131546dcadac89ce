import { Temporal } from 'temporal-polyfill';
import { type LocalDate, parseLocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** Digits from here on are milliseconds: as seconds they would be later than the year 5000. */
const SECONDS_DIGITS = 11;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[-+ ]\d\d(?::?\d\d)?)?)?$/i;

/**
 * The moment that a client names, in epoch ms: a Unix time in seconds (or in milliseconds, which cannot be mistaken), a date-time
 * with an offset, or one without, which is the user's local time. A date alone is its midnight. A local time that the
 * clocks skip is the moment as if they had not; of one that comes twice, the first.
 *
 * Undefined for anything else. Source: the documented posts, "should be in the format of YYYY-MM-DD HH:MM:SS, but a unix
 * timestamp is also acceptable"; the other forms as clients send them.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,16}$/.test(trimmed)) return Number(trimmed) * (trimmed.length <= SECONDS_DIGITS ? 1000 : 1);
  const [, date, time = '00:00', offset] = DATE_TIME.exec(trimmed) ?? [];
  if (date === undefined) return undefined;
  try {
    // The offset's sign may be a space: a plus sign that a client left unescaped.
    if (offset) return Temporal.Instant.from(`${date}T${time}${offset.replace(' ', '+')}`).epochMilliseconds;
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * The local day that a client names: a date, or the day in the user's zone of whatever else `parseMoment` reads. The date of a
 * date-time without offset is taken as it stands. Undefined for anything else.
 */
export function parseLocalDay(text: string, timeZone: string): LocalDate | undefined {
  const [, date, , offset] = DATE_TIME.exec(text.trim()) ?? [];
  const moment = parseMoment(text, timeZone);
  if (date !== undefined && !offset) return moment === undefined ? undefined : parseLocalDate(date);
  return moment !== undefined && Math.abs(moment) < LATEST_MS ? zoneClock(timeZone).localDateAt(moment) : undefined;
}

/** The end of the year 9999: later days have no `YYYY-MM-DD`. */
const LATEST_MS = Date.UTC(9999, 11, 31);
