import type { LocalDate } from '../calendar/local-date.js';
import type { ActivityClass } from '../taxonomy/index.js';
import type { BucketTotal, DailyTotal } from './activity-day.js';
import type { SourceType } from './events.js';

/** One row of the `daily` table. An absolute value: writing it twice changes nothing. */
export interface DailyRow extends ActivityClass {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly source: SourceType;
  readonly activity: string;
  readonly durationMs: number;
  readonly version: bigint;
  /** True takes an earlier row of this key away. */
  readonly isDeleted: boolean;
}

/** One row of the `buckets` table. */
export interface BucketRow extends DailyRow {
  /** Wall-clock start of the bucket, written as if it were UTC, in epoch seconds. */
  readonly bucketLocal: number;
  /** UTC start of the bucket, in epoch seconds. */
  readonly bucketUtc: number;
  readonly document: string;
}

/** Whose day it is, and how the owner classes an activity. */
export interface DayOwner {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly classOf: (activity: string) => ActivityClass;
}

/** Bucket totals as rows, in the same order. */
export function bucketRows({ userId, localDate, classOf }: DayOwner, totals: readonly BucketTotal[]): BucketRow[] {
  return totals.map(({ bucketStartUtc, utcOffsetMinutes, source, activity, document, durationMs, version }) => ({
    userId,
    bucketLocal: bucketStartUtc / 1000 + utcOffsetMinutes * 60,
    bucketUtc: bucketStartUtc / 1000,
    source,
    activity,
    document,
    localDate,
    ...classOf(activity),
    durationMs,
    version,
    isDeleted: durationMs === 0,
  }));
}

/** Daily totals as rows, in the same order. */
export function dailyRows({ userId, localDate, classOf }: DayOwner, totals: readonly DailyTotal[]): DailyRow[] {
  return totals.map(({ source, activity, durationMs, version }) => ({
    userId,
    localDate,
    source,
    activity,
    ...classOf(activity),
    durationMs,
    version,
    isDeleted: durationMs === 0,
  }));
}
