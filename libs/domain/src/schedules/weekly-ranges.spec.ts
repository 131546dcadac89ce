import fc from 'fast-check';
import type { ScheduleRange } from './events.js';
import { parseTimeOfDay } from './time-of-day.js';
import { isWithinRanges, weekdayOf, weeklyRanges } from './weekly-ranges.js';

const seconds = (localTime: string) => Date.parse(`${localTime}Z`) / 1000;

describe('a time of day', () => {
  it.each([
    ['00:00', 0],
    ['09:05', 545],
    ['23:55', 1435],
    ['24:00', 1440],
  ])('%s is minute %i', (text, minute) => expect(parseTimeOfDay(text)).toBe(minute));

  it.each(['9:00', '09:03', '24:05', '12:60', '12:00:00', ' 12:00', '12:00\n', '-1:00', '', 'noon', '١٢:٠٠'])(
    'is not read from %j',
    (text) => expect(parseTimeOfDay(text)).toBeUndefined(),
  );
});

describe('the weekly ranges of a schedule', () => {
  const range = (weekdays: number[], from: string, to: string): ScheduleRange => ({ weekdays, from, to });

  it.each<[title: string, ranges: ScheduleRange[], days: string[]]>([
    ['are those of each weekday', [range([1, 3], '09:00', '17:30')], ['1 540-1050', '3 540-1050']],
    ['go over midnight into the next day', [range([1], '22:00', '02:00')], ['1 1320-1440', '2 0-120']],
    ['go from Sunday into Monday', [range([7], '22:00', '02:00')], ['1 0-120', '7 1320-1440']],
    ['end at midnight, written either way', [range([1], '22:00', '00:00')], ['1 1320-1440']],
    ['may be a whole day', [range([6], '00:00', '24:00')], ['6 0-1440']],
    ['count an overlap once', [range([1], '09:00', '12:00'), range([1], '11:00', '13:00')], ['1 540-780']],
    ['join neighbours', [range([1], '12:00', '13:00'), range([1], '09:00', '12:00')], ['1 540-780']],
    ['keep what lies within', [range([1], '09:00', '17:00'), range([1], '12:00', '13:00')], ['1 540-1020']],
    ['keep a gap', [range([1], '09:00', '12:00'), range([1], '12:05', '13:00')], ['1 540-720', '1 725-780']],
    [
      'join a night with the morning',
      [range([7], '23:00', '01:00'), range([1], '01:00', '02:00')],
      ['1 0-120', '7 1380-1440'],
    ],
    ['are none of no ranges', [], []],
  ])('%s', (_title, ranges, days) =>
    expect(weeklyRanges(ranges).map((each) => `${each.weekday} ${each.beginMinute}-${each.endMinute}`)).toEqual(days),
  );

  const FIVES_OF_A_DAY = 288;
  const text = (five: number) =>
    `${String(Math.floor(five / 12)).padStart(2, '0')}:${String((five % 12) * 5).padStart(2, '0')}`;
  const anyRange = fc
    .record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: FIVES_OF_A_DAY - 1 }),
      to: fc.integer({ min: 0, max: FIVES_OF_A_DAY }),
    })
    .filter(({ from, to }) => from !== to);

  it('hold every five minutes of the week that one of its ranges holds, once and in order', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 6 }), (ranges) => {
        // By hand: walk each range five minutes at a time from its begin, around the week.
        const expected = new Set<number>();
        for (const { weekdays, from, to } of ranges) {
          for (const weekday of weekdays) {
            const length = (to - from + FIVES_OF_A_DAY) % FIVES_OF_A_DAY || FIVES_OF_A_DAY;
            for (let n = 0; n < length; n++) {
              expected.add(((weekday - 1) * FIVES_OF_A_DAY + from + n) % (7 * FIVES_OF_A_DAY));
            }
          }
        }
        const weekly = weeklyRanges(ranges.map(({ weekdays, from, to }) => range(weekdays, text(from), text(to))));
        const held = weekly.flatMap(({ weekday, beginMinute, endMinute }) =>
          Array.from(
            { length: (endMinute - beginMinute) / 5 },
            (_, n) => (weekday - 1) * FIVES_OF_A_DAY + beginMinute / 5 + n,
          ),
        );
        expect(held).toEqual([...expected].sort((a, b) => a - b));
        expect(weekly.length).toBeLessThanOrEqual(expected.size);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a bucket', () => {
  // 2026-11-16 is a Monday.
  const nights = weeklyRanges([{ weekdays: [1], from: '22:00', to: '02:00' }]);

  it.each([
    ['2026-11-16T21:55:00', false],
    ['2026-11-16T22:00:00', true],
    ['2026-11-17T00:00:00', true],
    ['2026-11-17T01:55:00', true],
    ['2026-11-17T02:00:00', false],
    ['2026-11-17T22:00:00', false],
    ['2026-11-16T00:00:00', false],
  ])('that starts at %s is within Monday 22:00-02:00: %p', (start, isWithin) =>
    expect(isWithinRanges(nights, seconds(start))).toBe(isWithin),
  );

  it.each([
    ['1970-01-01T00:00:00', 4],
    ['2026-11-15T23:55:00', 7],
    ['2026-11-16T00:00:00', 1],
    ['2000-02-29T12:00:00', 2],
  ])('of %s is of weekday %i', (start, weekday) => expect(weekdayOf(seconds(start))).toBe(weekday));
});
