import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { CategoryName, ProductivityLevel } from '../taxonomy/index.js';

/** The time that an alert counts. */
export type AlertSubject =
  | { readonly kind: 'activity'; readonly name: string }
  | ({ readonly kind: 'category' } & CategoryName)
  | { readonly kind: 'overview'; readonly name: string }
  | { readonly kind: 'level'; readonly productivity: ProductivityLevel }
  /** `all-productive`: levels 1 and 2. `all-distracting`: levels -1 and -2. `total`: all levels. */
  | { readonly kind: 'all-productive' | 'all-distracting' | 'total' };

/** A user's definition of an alert: more or less than some hours of the subject in a local day. */
export interface AlertDefinition {
  readonly comparison: 'more-than' | 'less-than';
  /** Above 0 and up to 24, as the user entered it. */
  readonly hours: number;
  readonly subject: AlertSubject;
  /** Only time within the hours of this schedule counts. */
  readonly scheduleId?: number;
}

export interface Alert extends AlertDefinition {
  /** Unique in the stream, removed alerts and triggers included. */
  readonly id: number;
}

export interface AlertDefined extends DomainEvent {
  readonly type: 'AlertDefined';
  readonly data: Alert;
}

/** The user replaced the whole definition. Earlier trigger days stay. */
export interface AlertChanged extends DomainEvent {
  readonly type: 'AlertChanged';
  readonly data: Alert;
}

export interface AlertRemoved extends DomainEvent {
  readonly type: 'AlertRemoved';
  readonly data: { readonly id: number };
}

/** The record of a reached alert. An alert has at most one for a local day. */
export interface AlertTrigger {
  /** The id of this occurrence: unique in the stream, and growing. */
  readonly id: number;
  readonly alertId: number;
  /** The local day of the counted time. */
  readonly localDate: LocalDate;
  /** A text for people. It describes the alert of that moment, also after later changes. */
  readonly description: string;
  /** The moment of reaching, in epoch ms. */
  readonly at: number;
  /** The offset of the user's zone at that moment. */
  readonly utcOffsetMinutes: number;
  /** Time of the subject on that day, up to that moment. */
  readonly spentMs: number;
}

export interface AlertTriggered extends DomainEvent {
  readonly type: 'AlertTriggered';
  readonly data: AlertTrigger;
}

/** The events of an `alert-` stream. */
export type AlertEvent = AlertDefined | AlertChanged | AlertRemoved | AlertTriggered;
