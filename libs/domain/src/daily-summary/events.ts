import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { ProductivityLevel } from '../taxonomy/index.js';

/** The time of one day in milliseconds, summed in two ways. Each way contains all time. */
export interface DayTotals {
  readonly levels: Readonly<Record<ProductivityLevel, number>>;
  /** By overview. Overviews without time are left out. */
  readonly overviews: Readonly<Record<string, number>>;
}

/** The totals of a local day, under the taxonomy at its close. */
export interface ClosedDay extends DayTotals {
  readonly localDate: LocalDate;
  /** The zone of the account at the close. */
  readonly timeZone: string;
  /** The revision of the taxonomy at the close, or -1. A restatement does not change it. */
  readonly taxonomyRevision: number;
  /** The revision of the newest event in the totals, in the day's stream. */
  readonly activityRevision: number;
}

/** A local day with time was closed. It is written once for a day. */
export interface DayClosed extends DomainEvent {
  readonly type: 'DayClosed';
  readonly data: ClosedDay;
}

/** A closed day has new totals, because time came late or was erased. */
export interface DayRestated extends DomainEvent {
  readonly type: 'DayRestated';
  readonly data: ClosedDay;
}

/** The events of a `summary-` stream. */
export type SummaryEvent = DayClosed | DayRestated;
