import type { ActivityDay } from '../activity/day/activity-day.js';
import type { TimeClasses } from '../taxonomy/index.js';
import type { TimeSlice } from './judge-alert.js';

/** The time of a day in slices of five minutes, with classes of a taxonomy. Without erased time. */
export function timeSlices(day: ActivityDay, classes: TimeClasses): TimeSlice[] {
  return day
    .bucketsSince()
    .filter(({ durationMs }) => durationMs > 0)
    .map((time) => ({
      ...classes.ofTime(time),
      bucketLocal: time.bucketStartUtc / 1000 + time.utcOffsetMinutes * 60,
      durationMs: time.durationMs,
    }));
}
