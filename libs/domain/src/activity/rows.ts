import type { LocalDate } from '../calendar/local-date.js';
import type { BucketTotal, DayTotal } from './activity-day.js';
import type { SourceType } from './events.js';

/**
 * What a row of either table holds. An absolute value: writing it twice changes nothing. It does not say what the activity
 * is: a user may say so later, of all their history, so categories and levels are applied when a report is read.
 */
interface ActivityRow {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly source: SourceType;
  readonly activity: string;
  readonly durationMs: number;
  readonly version: bigint;
  /** True takes an earlier row of this key away. */
  readonly isDeleted: boolean;
}

/** One row of the `daily` table: a day's time with one activity, from one kind of source. */
export type DailyRow = ActivityRow;

/** One row of the `buckets` table. */
export interface BucketRow extends ActivityRow {
  /** Wall-clock start of the bucket, written as if it were UTC, in epoch seconds. */
  readonly bucketLocal: number;
  /** UTC start of the bucket, in epoch seconds. */
  readonly bucketUtc: number;
  readonly document: string;
  readonly page: string;
}

/** Whose day it is. */
export interface DayOwner {
  readonly userId: string;
  readonly localDate: LocalDate;
}

/** Bucket totals as rows, in the same order. */
export function bucketRows({ userId, localDate }: DayOwner, totals: readonly BucketTotal[]): BucketRow[] {
  return totals.map(({ bucketStartUtc, utcOffsetMinutes, source, activity, document, page, durationMs, version }) => ({
    userId,
    bucketLocal: bucketStartUtc / 1000 + utcOffsetMinutes * 60,
    bucketUtc: bucketStartUtc / 1000,
    source,
    activity,
    document,
    page,
    localDate,
    durationMs,
    version,
    isDeleted: durationMs === 0,
  }));
}

/** Totals of the day as rows, in the same order. */
export function dailyRows({ userId, localDate }: DayOwner, totals: readonly DayTotal[]): DailyRow[] {
  return totals.map(({ source, activity, durationMs, version }) => ({
    ...{ userId, localDate, source, activity, durationMs, version, isDeleted: durationMs === 0 },
  }));
}
