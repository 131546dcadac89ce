import type { LocalDate } from '../../calendar/local-date.js';
import type { BucketTotal, DayTotal } from './activity-day.js';
import type { SourceType } from '../events.js';

/**
 * The content of a row of either table. It is an absolute value: to write it twice changes nothing.
 * It does not hold the category or the level, because a user may change them for all history. They
 * are applied when a report is read.
 */
interface ActivityRow {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly source: SourceType;
  readonly activity: string;
  readonly durationMs: number;
  readonly version: bigint;
  /** True when this row removes an earlier row of its key. */
  readonly isDeleted: boolean;
}

/** One row of the `daily` table: a day's time with one activity, from one kind of source. */
export type DailyRow = ActivityRow;

/** One row of the `buckets` table. */
export interface BucketRow extends ActivityRow {
  /** Local start of the bucket in epoch seconds, as if local time were UTC. */
  readonly bucketLocal: number;
  /** UTC start of the bucket, in epoch seconds. */
  readonly bucketUtc: number;
  readonly document: string;
  readonly page: string;
}

/** The user and the day that rows belong to. */
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
