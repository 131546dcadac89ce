import { daysOfChoice, periodOf } from './periods-of-table.js';

describe('the days of the table', () => {
  it.each([
    ['2026-11-29', '2026-12-05', 'week'],
    ['2026-11-01', '2026-11-30', 'month'],
    ['2026-01-01', '2026-12-31', 'year'],
    ['2026-11-01', '2026-11-29', 'range'],
  ])('%s to %s are a %s', (begin, end, kind) => expect(periodOf(begin, end, 0).kind).toBe(kind));

  it.each([
    ['day', '2026-11-30', '2026-11-30'],
    ['week', '2026-11-29', '2026-12-05'],
    ['month', '2026-11-01', '2026-11-30'],
    ['year', '2026-01-01', '2026-12-31'],
    ['twelveMonths', '2025-12-01', '2026-11-30'],
  ] as const)('of %s are %s to %s', (choice, begin, end) =>
    expect(daysOfChoice(choice, '2026-11-30', 0)).toMatchObject({ begin, end }),
  );
});
