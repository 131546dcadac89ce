import type { AlertSubject } from '../alerts/index.js';
import type { DomainEvent } from '../decider.js';

/** What a user aims at: some hours of a subject in each local day or week, at least or at most. */
export interface GoalDefinition {
  readonly aim: 'at-least' | 'at-most';
  /** Above 0; up to 24 for a day, up to 168 for a week. */
  readonly hours: number;
  readonly per: 'day' | 'week';
  /** The time that counts, as alerts name it. */
  readonly subject: AlertSubject;
  /** Only time within the hours of this schedule counts. */
  readonly scheduleId?: number;
}

export interface Goal extends GoalDefinition {
  /** Unique in the stream, and growing. */
  readonly id: number;
}

export interface GoalSet extends DomainEvent {
  readonly type: 'GoalSet';
  readonly data: Goal;
}

/** The user replaced the whole definition. */
export interface GoalChanged extends DomainEvent {
  readonly type: 'GoalChanged';
  readonly data: Goal;
}

export interface GoalRemoved extends DomainEvent {
  readonly type: 'GoalRemoved';
  readonly data: { readonly id: number };
}

/** The events of a `goal-` stream. */
export type GoalEvent = GoalSet | GoalChanged | GoalRemoved;
