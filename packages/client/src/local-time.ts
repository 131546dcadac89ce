import { Temporal } from 'temporal-polyfill';

/** The local date of a moment (epoch ms) in an IANA time zone: `2026-11-21`. */
export const localDateOf = (moment: number, timeZone: string): string =>
  zoned(moment, timeZone).toPlainDate().toString();

/**
 * The local date and time of a moment (epoch ms) in an IANA time zone, to the second:
 * `2026-11-21T09:00:00`.
 */
export const localDateTimeOf = (moment: number, timeZone: string): string =>
  zoned(moment, timeZone).toPlainDateTime().toString({ smallestUnit: 'second' });

/**
 * The moment (epoch ms) of a local date and time in an IANA time zone. A date alone is its first
 * moment. A time that occurs twice (clocks go back) is the earlier one; a time that does not occur
 * moves on by the length of the gap. Throws RangeError for a text that is no ISO 8601 date or
 * date-time, and for an unknown zone.
 *
 *     New York, 1 November 2026, clocks go back:  01:30 EDT [taken] ... 01:30 EST
 */
export function momentOf(localDateTime: string, timeZone: string): number {
  if (localDateTime.length === 10) {
    return Temporal.PlainDate.from(localDateTime).toZonedDateTime({ timeZone }).epochMilliseconds;
  }
  return Temporal.PlainDateTime.from(localDateTime).toZonedDateTime(timeZone).epochMilliseconds;
}

const zoned = (moment: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
