import type { LocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';

/** A user's note about a day. */
export interface HighlightText {
  readonly description: string;
  /** The day of the note. The user may enter it on another day. */
  readonly date: LocalDate;
  /** The label of the note. */
  readonly source?: string;
}

export interface Highlight extends HighlightText {
  /** Unique in the user's stream, and growing. */
  readonly id: number;
  /** The moment of entry, in epoch ms. */
  readonly createdAt: number;
}

export interface HighlightPosted extends DomainEvent {
  readonly type: 'HighlightPosted';
  readonly data: Highlight;
}

/** The user replaced the whole note. */
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
