import type { LocalDate } from '@app/domain';
import { daysBefore } from './day-range.js';

describe('the days before a range', () => {
  it.each([
    ['a week that is over', '2026-11-16 2026-11-22', '2026-11-30', '2026-11-09 2026-11-15'],
    [
      'a week that goes on: only its Monday and Tuesday',
      '2026-11-23 2026-11-29',
      '2026-11-24',
      '2026-11-16 2026-11-17',
    ],
    ['a week on its last day', '2026-11-23 2026-11-29', '2026-11-29', '2026-11-16 2026-11-22'],
    ['days to come', '2026-12-01 2026-12-02', '2026-11-24', '2026-11-29 2026-11-30'],
  ])('of %s', (_what, range, today, before) => {
    const [begin, end] = range.split(' ') as [LocalDate, LocalDate];
    const [from, to] = before.split(' ');
    expect(daysBefore({ begin, end }, today as LocalDate)).toEqual({ begin: from, end: to });
  });
});
