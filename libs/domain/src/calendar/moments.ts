import { Temporal } from 'temporal-polyfill';
import { type LocalDate, parseLocalDate, utcMsOfLocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/**
 * A number with this many digits is milliseconds. As seconds it would be later than the year 5000.
 */
const SECONDS_DIGITS = 11;
const DAY_MS = 86_400_000;
const UNIX_TIME = /^(\d{1,16})(?:\.\d{1,20})?$/;
/**
 * Nothing is recorded before the year 2000. A smaller number is not a Unix time: it is a year, a
 * month, or another form of a date.
 */
const EARLIEST_UNIX_MS = Date.UTC(2000, 0, 1);
/** The end of the year 9999. Later days have no `YYYY-MM-DD`. */
const LATEST_MS = Date.UTC(9999, 11, 31);

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[-+ ]\d\d(?::?\d\d)?)?)?$/i;
/** `20261120`, `20261120T0930`, `202611200930`, `20261120 093000Z`. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?\s?(Z|[-+ ]\d\d(?::?\d\d)?)?)?$/i;
const COMPACT_LENGTHS: ReadonlySet<number> = new Set([8, 12, 14]);
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[-+]\d\d:?\d\d)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/;
const OFFSET = /^([-+])(\d\d):?(\d\d)?$/;

/**
 * Reads a moment in ISO 8601 with a zone, in epoch ms: `2026-11-20T09:00:00.5+01:00`. A fraction is
 * cut to ms. `24:00` is the end of the day.
 *
 * Undefined for any other text, and for a day or a time that does not exist: `2026-02-30`, `10:60`,
 * a leap second. `Date.parse` moves some of them to another day.
 */
export function parseInstant(text: string): number | undefined {
  const [, date, time, offset] = INSTANT.exec(text) ?? [];
  if (date === undefined || time === undefined || offset === undefined) return undefined;
  return instantOf({ date, time, offset });
}

/**
 * Reads a moment of a client, in epoch ms. It may be a Unix time in seconds or milliseconds, also
 * with a fraction, a date-time with an offset, or a date-time in the user's local time. A date
 * alone is its midnight. Dates and times may lack hyphens and colons: `20261120T0930`. A local time
 * that the clock skips is read as if it were not skipped. Of a local time that comes twice, the
 * first counts.
 *
 * Digits that can be a compact date are that date, never a Unix time of the years 1970 to 1999.
 * Undefined for a Unix time before 2000, a day or time that does not exist, and any other text.
 * Source: the documented posts, "should be in the format of YYYY-MM-DD HH:MM:SS, but a unix
 * timestamp is also acceptable". Clients send the other forms.
 */
export function parseMoment(text: string, timeZone: string): number | undefined {
  const written = writtenMoment(text);
  return written === undefined ? parseUnixTime(text) : momentOf(written, timeZone);
}

/**
 * Reads a local day of a client: a date, or the user's local day of a text that `parseMoment`
 * reads. A date-time without offset gives its own date. Undefined for any other text.
 */
export function parseLocalDay(text: string, timeZone: string): LocalDate | undefined {
  const written = writtenMoment(text);
  const moment = written === undefined ? parseUnixTime(text) : momentOf(written, timeZone);
  if (moment === undefined) return undefined;
  if (written && !written.offset) return parseLocalDate(written.date);
  return Math.abs(moment) < LATEST_MS ? zoneClock(timeZone).localDateAt(moment) : undefined;
}

interface WrittenMoment {
  /** `YYYY-MM-DD`, not checked. */
  readonly date: string;
  /** `HH:MM`, `HH:MM:SS` or with a fraction, not checked. */
  readonly time: string;
  readonly offset: string | undefined;
}

function writtenMoment(text: string): WrittenMoment | undefined {
  const trimmed = text.trim();
  const [, date, time = '00:00', offset] = DATE_TIME.exec(trimmed) ?? [];
  if (date !== undefined) return { date, time, offset };
  if (/^\d+$/.test(trimmed) && !COMPACT_LENGTHS.has(trimmed.length)) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', compactOffset] = COMPACT.exec(trimmed) ?? [];
  if (year === undefined) return undefined;
  const compact = { date: `${year}-${month}-${day}`, time: `${hour}:${minute}:${second}`, offset: compactOffset };
  // Some milliseconds of the year 2000 have 12 digits. As a date they have no such month.
  return trimmed.length === 12 && parseLocalDate(compact.date) === undefined ? undefined : compact;
}

function momentOf(written: WrittenMoment, timeZone: string): number | undefined {
  const { date, time, offset } = written;
  // A client may leave the plus sign of the offset unescaped. Then it arrives as a space.
  if (offset) return instantOf({ date, time, offset: offset.replace(' ', '+') });
  const wallMs = wallClockMs(date, time);
  if (wallMs === undefined) return undefined;
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  return wall.toZonedDateTime(timeZone).epochMilliseconds;
}

function parseUnixTime(text: string): number | undefined {
  const trimmed = text.trim();
  const [, whole] = UNIX_TIME.exec(trimmed) ?? [];
  if (whole === undefined) return undefined;
  const ms = Math.round(Number(trimmed) * (whole.length <= SECONDS_DIGITS ? 1000 : 1));
  return ms >= EARLIEST_UNIX_MS && ms <= LATEST_MS ? ms : undefined;
}

function instantOf({ date, time, offset }: { date: string; time: string; offset: string }): number | undefined {
  const wallMs = wallClockMs(date, time);
  const offsetMinutes = /^z$/i.test(offset) ? 0 : offsetMinutesOf(offset);
  return wallMs === undefined || offsetMinutes === undefined ? undefined : wallMs - offsetMinutes * 60_000;
}

/** The date and time as if they were UTC, in epoch ms. Undefined for one that does not exist. */
function wallClockMs(date: string, time: string): number | undefined {
  const day = parseLocalDate(date);
  const [, hour, minute, second = '0', fraction = ''] = TIME.exec(time) ?? [];
  if (day === undefined || hour === undefined) return undefined;
  const minutes = Number(hour) * 60 + Number(minute);
  const timeMs = (minutes * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  const isTime = Number(minute) <= 59 && Number(second) <= 59 && timeMs <= DAY_MS;
  return isTime ? utcMsOfLocalDate(day) + timeMs : undefined;
}

function offsetMinutesOf(text: string): number | undefined {
  const [, sign, hours, minutes = '0'] = OFFSET.exec(text) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59 || hours === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
