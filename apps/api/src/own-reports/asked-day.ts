import { type LocalDate, parseLocalDate } from '@app/domain';
import { ApiError } from '../ground/api-error.js';
import { type DayRange, daysIn } from './day-range.js';

const SHOWN_LENGTH = 20;

/** Older time is refused when it is recorded. */
const FIRST = '2000-01-01';
/** The tables hold some years more, so that a question about the days around is safe. */
const LAST = '2100-12-31';

/**
 * The local day in a parameter. Throws ApiError `invalid_request` when it is no real day, or none
 * that can have time.
 */
export function askedDay(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === undefined) throw new ApiError('invalid_request', `${shortened(text)} is not a day. Write 2026-11-29.`);
  if (date < FIRST || date > LAST)
    throw new ApiError('invalid_request', `${date} cannot have time. Days go from ${FIRST} to ${LAST}.`);
  return date;
}

/** Twenty years. */
const MOST_DAYS = 7_310;

/** In a report of the past: the stream of each day is read. */
const MOST_DAYS_OF_THE_PAST = 92;

/** The days in the parameters of a report, and whether it is one of the past. */
interface AskedRange {
  readonly begin: string;
  readonly end: string;
  readonly asOf?: string;
}

/**
 * The local days in two parameters. Throws ApiError `invalid_request` as `askedDay` does, and for
 * too many days.
 */
export function askedRange(asked: AskedRange): DayRange {
  const range = { begin: askedDay(asked.begin), end: askedDay(asked.end) };
  if (range.begin > range.end) throw new ApiError('invalid_request', 'The first day is after the last day.');
  if (daysIn(range) > MOST_DAYS)
    throw new ApiError('invalid_request', `A range has at most ${MOST_DAYS} days: twenty years.`);
  if (asked.asOf !== undefined && daysIn(range) > MOST_DAYS_OF_THE_PAST)
    throw new ApiError('invalid_request', `A range of the past has at most ${MOST_DAYS_OF_THE_PAST} days.`);
  return range;
}

const shortened = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
