import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import type { ProductivityLevel } from '../taxonomy/index.js';

/** The time of one day, summed up twice: both sums are all of it. In milliseconds. */
export interface DayTotals {
  readonly levels: Readonly<Record<ProductivityLevel, number>>;
  /** By overview; those without time are left out. */
  readonly overviews: Readonly<Record<string, number>>;
}

/** What a local day came to, under the taxonomy of the moment at which it was closed. */
export interface ClosedDay extends DayTotals {
  readonly localDate: LocalDate;
  /** Of the account, at the close. */
  readonly timeZone: string;
  /** Of the user's newest taxonomy event that counted at the close; -1 for none. A restatement does not change it. */
  readonly taxonomyRevision: number;
  /** Of the newest event of the day's stream that is in the totals. */
  readonly activityRevision: number;
}

/** A local day was over, and had time. Once for a day. */
export interface DayClosed extends DomainEvent {
  readonly type: 'DayClosed';
  readonly data: ClosedDay;
}

/** Time came late for a closed day, or was erased of it: it came to this instead. */
export interface DayRestated extends DomainEvent {
  readonly type: 'DayRestated';
  readonly data: ClosedDay;
}

/** The events of a `summary-` stream. */
export type SummaryEvent = DayClosed | DayRestated;
