import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';

/** What a user says of a day. */
export interface HighlightText {
  readonly description: string;
  /** The day that it is about; it may be entered on another. */
  readonly date: LocalDate;
  /** The label that it stands under. */
  readonly source?: string;
}

export interface Highlight extends HighlightText {
  /** Unique among what is in the user's stream, growing. */
  readonly id: number;
  /** When it was entered, epoch ms. */
  readonly createdAt: number;
}

export interface HighlightPosted extends DomainEvent {
  readonly type: 'HighlightPosted';
  readonly data: Highlight;
}

/** All that was said is said anew. */
export interface HighlightReplaced extends DomainEvent {
  readonly type: 'HighlightReplaced';
  readonly data: Highlight;
}

export interface HighlightRemoved extends DomainEvent {
  readonly type: 'HighlightRemoved';
  readonly data: { readonly id: number };
}

/** The events of a `highlight-` stream. */
export type HighlightEvent = HighlightPosted | HighlightReplaced | HighlightRemoved;
