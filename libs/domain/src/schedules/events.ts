import type { DomainEvent } from '../decider.js';

/** A time of day on some weekdays, in local time. An end before the begin is on the next day. */
export interface ScheduleRange {
  /** The days on which it begins: 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  /** `HH:MM`, `00:00` to `23:55`, included. */
  readonly from: string;
  /** `HH:MM`, `00:00` to `24:00`, excluded. */
  readonly to: string;
}

/** A user's definition of a schedule. */
export interface ScheduleDefinition {
  readonly name: string;
  /** Overlaps count once. */
  readonly ranges: readonly ScheduleRange[];
}

export interface Schedule extends ScheduleDefinition {
  /** Unique among the user's schedules, removed ones included. */
  readonly id: number;
}

export interface ScheduleCreated extends DomainEvent {
  readonly type: 'ScheduleCreated';
  readonly data: Schedule;
}

/** The user replaced the whole definition. */
export interface ScheduleReplaced extends DomainEvent {
  readonly type: 'ScheduleReplaced';
  readonly data: Schedule;
}

export interface ScheduleRemoved extends DomainEvent {
  readonly type: 'ScheduleRemoved';
  readonly data: { readonly id: number };
}

/** The events of a `schedule-` stream. */
export type ScheduleEvent = ScheduleCreated | ScheduleReplaced | ScheduleRemoved;
