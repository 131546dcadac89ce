import type { WeeklyRange } from '../analytics/plan-query.js';
import type { ScheduleRange } from './events.js';
import { DAY_MINUTES, parseTimeOfDay } from './time-of-day.js';

const DAY_SECONDS = 86_400;

/**
 * The ranges of a schedule as minutes of single days: cut at midnight, joined where they overlap or
 * touch, in the order of weekday and begin. Throws RangeError for a time that no schedule can have.
 *
 *     Sunday 22:00-02:00   ->   Sunday [1320, 1440)   Monday [0, 120)
 */
export function weeklyRanges(ranges: readonly ScheduleRange[]): WeeklyRange[] {
  const cut = ranges.flatMap(({ weekdays, from, to }) =>
    weekdays.flatMap((weekday) => cutAtMidnight(weekday, minuteOf(from), minuteOf(to))),
  );
  cut.sort((a, b) => a.weekday - b.weekday || a.beginMinute - b.beginMinute);
  const joined: WeeklyRange[] = [];
  for (const range of cut) {
    const last = joined.at(-1);
    if (last?.weekday === range.weekday && range.beginMinute <= last.endMinute) {
      joined[joined.length - 1] = { ...last, endMinute: Math.max(last.endMinute, range.endMinute) };
    } else joined.push(range);
  }
  return joined;
}

/**
 * Whether a bucket counts: it does when its start lies inside a range. `bucketLocal` is its local
 * start as if it were UTC, in epoch seconds. The SQL of the reports has the same rule.
 */
export function isWithinRanges(ranges: readonly WeeklyRange[], bucketLocal: number): boolean {
  const weekday = weekdayOf(bucketLocal);
  const minute = Math.floor((bucketLocal % DAY_SECONDS) / 60);
  return ranges.some((range) => range.weekday === weekday && range.beginMinute <= minute && minute < range.endMinute);
}

/**
 * The weekday, 1 (Monday) to 7, of a local time as if it were UTC, in epoch seconds from 1970 on.
 */
export function weekdayOf(localSeconds: number): number {
  // 1970-01-01 was a Thursday.
  return ((Math.floor(localSeconds / DAY_SECONDS) + 3) % 7) + 1;
}

function cutAtMidnight(weekday: number, beginMinute: number, endMinute: number): WeeklyRange[] {
  if (beginMinute < endMinute) return [{ weekday, beginMinute, endMinute }];
  const evening = { weekday, beginMinute, endMinute: DAY_MINUTES };
  return endMinute === 0 ? [evening] : [evening, { weekday: (weekday % 7) + 1, beginMinute: 0, endMinute }];
}

function minuteOf(timeOfDay: string): number {
  const minute = parseTimeOfDay(timeOfDay);
  if (minute === undefined) throw new RangeError(`not a time of day: ${timeOfDay}`);
  return minute;
}
