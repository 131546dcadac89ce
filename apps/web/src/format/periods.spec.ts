import { isDay, nextDay } from './days.js';
import { addressOf, besides, firstWeekday, monthOf, type Period, periodName, weekOf, yearOf } from './periods.js';

describe('a day', () => {
  it.each(['2026-11-29', '2024-02-29', '0001-01-01'])('%s is one', (text) => expect(isDay(text)).toBe(true));
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '', 'today', '2026-11-29T00:00'])('%p is none', (text) =>
    expect(isDay(text)).toBe(false),
  );
  it('has neighbours over the end of a year', () => {
    expect([nextDay('2026-12-31', 1), nextDay('2026-01-01', -1)]).toEqual(['2027-01-01', '2025-12-31']);
  });
});

describe('a period', () => {
  const range: Period = { kind: 'range', begin: '2026-11-10', end: '2026-11-12' };

  it.each([
    ['a week from Monday', weekOf('2026-11-29', 1), '2026-11-23', '2026-11-29', '/week/2026-11-23'],
    ['a week from Sunday', weekOf('2026-11-29', 0), '2026-11-29', '2026-12-05', '/week/2026-11-29'],
    ['a month', monthOf('2024-02-10'), '2024-02-01', '2024-02-29', '/month/2024-02'],
    ['a year', yearOf('2026-11-29'), '2026-01-01', '2026-12-31', '/year/2026'],
    ['a range', range, '2026-11-10', '2026-11-12', '/range/2026-11-10/2026-11-12'],
  ])('that is %s goes from its first to its last day', (...[, period, begin, end, address]) => {
    expect([period.begin, period.end, addressOf(period)]).toEqual([begin, end, address]);
  });

  it.each([
    [weekOf('2026-12-31', 1), '2027-01-04', '2026-12-21'],
    [monthOf('2026-12-31'), '2027-01-01', '2026-11-01'],
    [yearOf('2024-06-01'), '2025-01-01', '2023-01-01'],
    [range, '2026-11-13', '2026-11-07'],
  ])('%j has one after it and one before it', (period, after, before) => {
    expect([besides(period, 1).begin, besides(period, -1).begin]).toEqual([after, before]);
    expect(besides(besides(period, 1), -1)).toEqual(period);
  });

  it('has its name in the locale of the reader', () => {
    expect(periodName('de', monthOf('2026-11-29'))).toBe('November 2026');
    expect(periodName('en-GB', weekOf('2026-11-29', 1))).toMatch(/^23\s?–\s?29 November 2026$/);
  });
});

describe('the first day of a week', () => {
  it.each([
    ['en-US', 0],
    ['de-DE', 1],
    ['ar-EG', 6],
  ])('in %s', (locale, first) => expect(firstWeekday(locale)).toBe(first));
});
