import type { LocalDate } from '../calendar/local-date.js';
import type { ActivityClass, DocumentClass } from '../taxonomy/index.js';
import type { BucketTotal } from './activity-day.js';
import type { SourceType } from './events.js';

/** What a row of either table holds. An absolute value: writing it twice changes nothing. */
interface ActivityRow extends ActivityClass {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly source: SourceType;
  readonly activity: string;
  readonly durationMs: number;
  readonly version: bigint;
  /** True takes an earlier row of this key away. */
  readonly isDeleted: boolean;
}

/** One row of the `daily` table: time with the documents of one activity of which one rule, or none, holds. */
export interface DailyRow extends ActivityRow {
  /** The activity's document rule, counted from 1; 0 for time that no rule speaks of. A part of the key. */
  readonly rule: number;
}

/** One row of the `buckets` table. */
export interface BucketRow extends ActivityRow {
  /** Wall-clock start of the bucket, written as if it were UTC, in epoch seconds. */
  readonly bucketLocal: number;
  /** UTC start of the bucket, in epoch seconds. */
  readonly bucketUtc: number;
  readonly document: string;
}

/** Whose day it is, and how the owner classes a document of an activity. */
export interface DayOwner {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly classOf: (activity: string, document: string) => DocumentClass;
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
    ...classOnly(classOf(activity, document)),
    durationMs,
    version,
    isDeleted: durationMs === 0,
  }));
}

/** What the time of a day is added up from: bucket totals, or rows of `buckets`. */
export type DayPart = Pick<BucketTotal, 'source' | 'activity' | 'document' | 'durationMs' | 'version'>;

/**
 * The rows of a day, out of all its parts: one for each source, activity and document rule that has any, deleted when
 * its time comes to nothing. The version of a row is the newest of its parts.
 */
export function dailyRows({ userId, localDate, classOf }: DayOwner, parts: readonly DayPart[]): DailyRow[] {
  const rows = new Map<string, DailyRow>();
  for (const { source, activity, document, durationMs, version } of parts) {
    const { rule, ...activityClass } = classOf(activity, document);
    const key = `${source}\0${rule}\0${activity}`;
    const row = rows.get(key);
    const totalMs = durationMs + (row?.durationMs ?? 0);
    rows.set(key, {
      userId,
      localDate,
      source,
      activity,
      rule,
      ...activityClass,
      durationMs: totalMs,
      version: row && row.version > version ? row.version : version,
      isDeleted: totalMs === 0,
    });
  }
  return [...rows.values()];
}

const classOnly = ({ overview, category, productivity }: DocumentClass): ActivityClass => ({
  overview,
  category,
  productivity,
});
