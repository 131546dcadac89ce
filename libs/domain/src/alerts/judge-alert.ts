import type { WeeklyRange } from '../analytics/plan-query.js';
import { type LocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { isWithinRanges, weekdayOf } from '../schedules/index.js';
import { type ActivityClass, activityKey } from '../taxonomy/index.js';
import type { AlertDefinition, AlertSubject } from './events.js';

const HOUR_MS = 3_600_000;

/** A part of a local day's time, with its class. Rows of `buckets` are such parts. */
export interface TimeSlice extends ActivityClass {
  /** Local start of the five minutes, as if local time were UTC, in epoch seconds. */
  readonly bucketLocal: number;
  /** As reports name it. */
  readonly activity: string;
  readonly durationMs: number;
}

/** The local day that an alert is judged on. */
export interface AlertDay {
  readonly localDate: LocalDate;
  /** Whether the day has ended. Only then "less than" is certain. */
  readonly isOver: boolean;
  /** The hours of the alert's schedule. Undefined without a schedule. Empty after its removal. */
  readonly ranges?: readonly WeeklyRange[] | undefined;
}

/**
 * The milliseconds of the slices that the alert counts: time of its subject. With ranges, only time
 * in five minutes that start inside a range. Names must be exact, except that an activity may have
 * any spelling (`activityKey`).
 */
export function timeOfAlert(
  { subject }: Pick<AlertDefinition, 'subject'>,
  slices: readonly TimeSlice[],
  ranges?: readonly WeeklyRange[],
): number {
  const isOfSubject = subjectTest(subject);
  let spentMs = 0;
  for (const slice of slices) {
    if (isOfSubject(slice) && (!ranges || isWithinRanges(ranges, slice.bucketLocal))) spentMs += slice.durationMs;
  }
  return spentMs;
}

/**
 * Whether this time (of `timeOfAlert`) reaches the alert on this day. `more-than`: as soon as the
 * time is above the hours. `less-than`: at the end of a day with time below the hours. Exactly that
 * many hours reach neither. An alert with a schedule is judged only on weekdays with hours in the
 * schedule. Our choice: a free Saturday is no idle workday.
 */
export function isReached(alert: AlertDefinition, spentMs: number, { localDate, isOver, ranges }: AlertDay): boolean {
  const weekday = weekdayOf(utcMsOfLocalDate(localDate) / 1000);
  if (ranges && !ranges.some((range) => range.weekday === weekday)) return false;
  return (alert.comparison === 'more-than' || isOver) && isBeyond(alert, spentMs);
}

/** Whether the time is beyond the alert's hours, compared in whole milliseconds. */
export function isBeyond({ comparison, hours }: AlertDefinition, spentMs: number): boolean {
  const thresholdMs = Math.round(hours * HOUR_MS);
  return comparison === 'more-than' ? spentMs > thresholdMs : spentMs < thresholdMs;
}

function subjectTest(subject: AlertSubject): (slice: TimeSlice) => boolean {
  switch (subject.kind) {
    case 'activity': {
      const key = activityKey(subject.name);
      return ({ activity }) => activityKey(activity) === key;
    }
    case 'category':
      return ({ overview, category }) => overview === subject.overview && category === subject.category;
    case 'overview':
      return ({ overview }) => overview === subject.name;
    case 'level':
      return ({ productivity }) => productivity === subject.productivity;
    case 'all-productive':
      return ({ productivity }) => productivity > 0;
    case 'all-distracting':
      return ({ productivity }) => productivity < 0;
    case 'total':
      return () => true;
  }
}
