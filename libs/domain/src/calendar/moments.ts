import { Temporal } from 'temporal-polyfill';
import { type LocalDate, parseLocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/**
 * A number with this many digits is milliseconds. As seconds it would be later than the year 5000.
 */
const SECONDS_DIGITS = 11;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[-+ ]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a moment of a client, in epoch ms. It may be a Unix time in seconds or milliseconds, a
 * date-time with an offset, or a date-time in the user's local time. A date alone is its midnight.
 * A local time that the clock skips is read as if it were not skipped. Of a local time that comes
 * twice, the first counts.
 *
 * Undefined for any other text. Source: the documented posts, "should be in the format of YYYY-MM-
 * DD HH:MM:SS, but a unix timestamp is also acceptable". Clients send the other forms.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,16}$/.test(trimmed)) return Number(trimmed) * (trimmed.length <= SECONDS_DIGITS ? 1000 : 1);
  const [, date, time = '00:00', offset] = DATE_TIME.exec(trimmed) ?? [];
  if (date === undefined) return undefined;
  try {
    // A client may leave the plus sign of the offset unescaped. Then it arrives as a space.
    if (offset) return Temporal.Instant.from(`${date}T${time}${offset.replace(' ', '+')}`).epochMilliseconds;
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * Reads a local day of a client: a date, or the user's local day of a text that `parseMoment`
 * reads. A date-time without offset gives its own date. Undefined for any other text.
 */
export function parseLocalDay(text: string, timeZone: string): LocalDate | undefined {
  const [, date, , offset] = DATE_TIME.exec(text.trim()) ?? [];
  const moment = parseMoment(text, timeZone);
  if (date !== undefined && !offset) return moment === undefined ? undefined : parseLocalDate(date);
  return moment !== undefined && Math.abs(moment) < LATEST_MS ? zoneClock(timeZone).localDateAt(moment) : undefined;
}

/** The end of the year 9999. Later days have no `YYYY-MM-DD`. */
const LATEST_MS = Date.UTC(9999, 11, 31);
