import { addDays, type LocalDate, utcMsOfLocalDate } from '@app/domain';

const DAY_MS = 86_400_000;

/** A range of local days, both included. */
export interface DayRange {
  readonly begin: LocalDate;
  readonly end: LocalDate;
}

/** How many days a range has. */
export const daysIn = ({ begin, end }: DayRange): number =>
  Math.round((utcMsOfLocalDate(end) - utcMsOfLocalDate(begin)) / DAY_MS) + 1;

/**
 * The days before a range, as many as the range has. Of a range that is still going on, as many as
 * have begun, so that a Tuesday is not compared with a whole week.
 *
 *     range            [Mon Tue] Wed ... Sun       today is Tuesday
 *     before   [Mon Tue] Wed ... Sun
 */
export function daysBefore(range: DayRange, today: LocalDate): DayRange {
  const begin = addDays(range.begin, -daysIn(range));
  const last = today >= range.begin && today < range.end ? today : range.end;
  return { begin, end: addDays(begin, daysIn({ begin: range.begin, end: last }) - 1) };
}
