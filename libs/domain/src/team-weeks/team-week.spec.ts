import type { LocalDate } from '../calendar/local-date.js';
import {
  beginOfWeek,
  daysOfWeek,
  firstWholeWeek,
  mondayOf,
  newestWeekDue,
  nextWeekToPublish,
  releaseTime,
  weeksDue,
} from './team-week.js';

const day = (text: string) => text as LocalDate;
const at = (iso: string) => Date.parse(iso);

describe('the week of a team', () => {
  it.each([
    ['2026-11-16', '2026-11-16'],
    ['2026-11-21', '2026-11-16'],
    ['2026-11-22', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2027-01-01', '2026-12-28'],
  ])('of %s begins on Monday %s', (date, monday) => expect(mondayOf(day(date))).toBe(monday));

  it('has seven days', () =>
    expect(daysOfWeek(day('2026-12-28'))).toEqual([
      ...['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'],
    ]));

  it('begins in the first zone of the world, and its table is made when it is over in the last', () => {
    expect(beginOfWeek(day('2026-11-16'))).toBe(at('2026-11-15T10:00Z'));
    expect(releaseTime(day('2026-11-16'))).toBe(at('2026-11-25T00:00Z'));
  });

  it.each([
    ['2026-11-24T23:59:59.999Z', '2026-11-09'],
    ['2026-11-25T00:00Z', '2026-11-16'],
    ['2026-12-01T23:59Z', '2026-11-16'],
  ])('at %s the newest one with a table is %s', (iso, monday) => expect(newestWeekDue(at(iso))).toBe(monday));

  it.each([
    ['2026-11-15T10:00Z', '2026-11-16'],
    ['2026-11-15T10:00:00.001Z', '2026-11-23'],
    ['2026-11-18T12:00Z', '2026-11-23'],
  ])('that is whole from %s on is %s', (iso, monday) => expect(firstWholeWeek(at(iso))).toBe(monday));

  // Its first whole week begins on 2 November.
  const bornMs = at('2026-10-28T12:00Z');
  it.each([
    ['2026-10-29T12:00Z', 9, [], '2026-11-02'],
    ['2026-11-10T23:59Z', 9, [], '2026-11-02'],
    ['2026-11-11T00:00Z', 9, ['2026-11-02'], '2026-11-09'],
    ['2026-11-25T00:00Z', 9, ['2026-11-16', '2026-11-09', '2026-11-02'], '2026-11-23'],
    ['2026-11-25T00:00Z', 2, ['2026-11-16', '2026-11-09'], '2026-11-23'],
  ])('at %s a new team has had these tables, %i at most: %j; the next is of %s', (iso, most, due, next) => {
    expect(weeksDue({ bornMs, nowMs: at(iso), most })).toEqual(due);
    expect(nextWeekToPublish({ bornMs, nowMs: at(iso) })).toBe(next);
  });
});
