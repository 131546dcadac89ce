import type { LocalDate } from '../calendar/local-date.js';
import type { BucketTotal } from './activity-day.js';
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

/**
 * The rows of a day, out of all its totals: one for each source and activity that has any, deleted when its time comes to
 * nothing. The version of a row is the newest of its parts.
 */
export function dailyRows({ userId, localDate }: DayOwner, totals: readonly BucketTotal[]): DailyRow[] {
  const sums = new Map<string, { source: SourceType; activity: string; durationMs: number; version: bigint }>();
  for (const { source, activity, durationMs, version } of totals) {
    const key = `${source}\0${activity}`;
    const sum = sums.get(key);
    if (!sum) sums.set(key, { source, activity, durationMs, version });
    else {
      sum.durationMs += durationMs;
      if (version > sum.version) sum.version = version;
    }
  }
  return [...sums.values()].map((sum) => ({ userId, localDate, ...sum, isDeleted: sum.durationMs === 0 }));
}
