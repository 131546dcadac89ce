import type { ActivityDay } from '../../activity/day/activity-day.js';
import type { BucketTime } from './day-report.js';

/** The time of a day, bucket by bucket, without what was erased: as the tables have it. */
export const bucketTimes = (day: ActivityDay): BucketTime[] =>
  day
    .bucketsSince()
    .filter(({ durationMs }) => durationMs > 0)
    .map(({ bucketStartUtc, utcOffsetMinutes, source, activity, document, page, durationMs }) => ({
      ...{ startMs: bucketStartUtc, utcOffsetMinutes, source, activity, document, page, durationMs },
    }));
