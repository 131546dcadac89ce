import { lastFullQuarter, WeekdayStatistics } from './weekday-statistics.js';

const HOUR_MS = 3_600_000;
const NONE = { [-2]: null, [-1]: null, 0: null, 1: null, 2: null };

describe('the period', () => {
  it.each([
    ['2026-11-21', '2026-07-01', '2026-09-30'],
    ['2026-10-02', '2026-04-01', '2026-06-30'],
    ['2026-10-03', '2026-07-01', '2026-09-30'],
    ['2026-01-05', '2025-10-01', '2025-12-31'],
    ['2024-04-03', '2024-01-01', '2024-03-31'],
  ])('on %s is %s to %s', (today, begin, end) =>
    expect(lastFullQuarter(Date.parse(`${today}T12:00Z`))).toEqual({ begin, end }),
  );
});

describe('averages by weekday', () => {
  it('are of days with time, and every user weighs the same', () => {
    const statistics = new WeekdayStatistics(2);
    statistics.add([{ weekday: 1, days: 10, levelsMs: { 2: 40 * HOUR_MS } }]);
    statistics.add([{ weekday: 1, days: 1, levelsMs: { 2: 2 * HOUR_MS } }]);
    expect(statistics.averages()[0]).toEqual({ weekday: 1, minutes: { ...NONE, 2: 180 } });
  });

  it('count those who have no time at the level, but do not take them for its group', () => {
    const statistics = new WeekdayStatistics(2);
    for (const ms of [HOUR_MS, HOUR_MS]) statistics.add([{ weekday: 3, days: 1, levelsMs: { 1: ms } }]);
    statistics.add([{ weekday: 3, days: 1, levelsMs: { [-2]: HOUR_MS } }]);
    expect(statistics.averages()[2]).toEqual({ weekday: 3, minutes: { ...NONE, 1: 40 } });
  });

  it.each([
    [19, null],
    [20, 60],
  ])('of %i users with time are %p when twenty is the smallest group', (users, minutes) => {
    const statistics = new WeekdayStatistics(20);
    for (let n = 0; n < users; n++) statistics.add([{ weekday: 7, days: 1, levelsMs: { 0: HOUR_MS } }]);
    expect(statistics.averages()[6]?.minutes[0]).toBe(minutes);
  });

  it('are there for each weekday, and hold no minutes without users', () => {
    expect(new WeekdayStatistics(20).averages()).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minutes: NONE })),
    );
  });
});
