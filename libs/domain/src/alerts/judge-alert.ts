import type { WeeklyRange } from '../analytics/plan-query.js';
import { type LocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { isWithinRanges, weekdayOf } from '../schedules/index.js';
import { type ActivityClass, activityKey } from '../taxonomy/index.js';
import type { AlertDefinition, AlertSubject } from './events.js';

const HOUR_MS = 3_600_000;

/** A part of the time of one local day, with its class. Rows of `buckets` are such parts. */
export interface TimeSlice extends ActivityClass {
  /** Wall-clock start of the five minutes, written as if it were UTC, in epoch seconds. */
  readonly bucketLocal: number;
  readonly activity: string;
  readonly durationMs: number;
}

/** The local day that an alert is judged on. */
export interface AlertDay {
  readonly localDate: LocalDate;
  /** The day has ended: only then is it known that there was less than so much time. */
  readonly isOver: boolean;
  /** The hours of the alert's schedule; undefined for an alert without one; none when the schedule was removed. */
  readonly ranges?: readonly WeeklyRange[] | undefined;
}

/**
 * Milliseconds that the slices have of what the alert counts: of its subject and, given ranges, in five minutes that
 * start within one of them. Names are exact, but an activity is meant in any spelling (`activityKey`).
 */
export function timeOfAlert(
  { subject }: AlertDefinition,
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
 * Whether the alert is reached by this time (of `timeOfAlert`) on this day: `more-than` as soon as the time is above its
 * hours, `less-than` at the end of a day whose time is below them; exactly so many hours are neither. An alert with a
 * schedule is judged only on weekdays on which the schedule has hours (our choice: a Saturday off is no idle workday).
 */
export function isReached(alert: AlertDefinition, spentMs: number, { localDate, isOver, ranges }: AlertDay): boolean {
  const weekday = weekdayOf(utcMsOfLocalDate(localDate) / 1000);
  if (ranges && !ranges.some((range) => range.weekday === weekday)) return false;
  return (alert.comparison === 'more-than' || isOver) && isBeyond(alert, spentMs);
}

/** Whether the time is on the far side of the alert's hours, to whole milliseconds. */
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
