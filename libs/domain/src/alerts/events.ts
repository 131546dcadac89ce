import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { CategoryName, ProductivityLevel } from '../taxonomy/index.js';

/** Which time an alert counts. */
export type AlertSubject =
  | { readonly kind: 'activity'; readonly name: string }
  | ({ readonly kind: 'category' } & CategoryName)
  | { readonly kind: 'overview'; readonly name: string }
  | { readonly kind: 'level'; readonly productivity: ProductivityLevel }
  /** Levels 1 and 2; levels -1 and -2; all levels. */
  | { readonly kind: 'all-productive' | 'all-distracting' | 'total' };

/** What a user says of an alert: more, or less, than so much time of the subject in a local day. */
export interface AlertDefinition {
  readonly comparison: 'more-than' | 'less-than';
  /** Above 0, 24 at most, as the user gave it. */
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

/** All that was said of the alert is said anew. A day on which it triggered stays one. */
export interface AlertChanged extends DomainEvent {
  readonly type: 'AlertChanged';
  readonly data: Alert;
}

export interface AlertRemoved extends DomainEvent {
  readonly type: 'AlertRemoved';
  readonly data: { readonly id: number };
}

/** What happened when an alert was reached: at most once for an alert and a local day. */
export interface AlertTrigger {
  /** Of this occurrence; unique in the stream, and growing. */
  readonly id: number;
  readonly alertId: number;
  /** The day whose time it was. */
  readonly localDate: LocalDate;
  /** For people; says what held then, whatever the alert becomes later. */
  readonly description: string;
  /** When it was reached, in epoch ms. */
  readonly at: number;
  /** Of the user's zone at that moment. */
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
