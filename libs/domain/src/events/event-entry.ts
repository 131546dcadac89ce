import type { DomainEvent } from '../decider.js';
import type { Fields } from './check-fields.js';

/**
 * Turns the data of one version of an event type into the data of the next. It is pure, and is
 * never changed after its release. It may get any data. It returns unknown data unchanged: the
 * check of the event refuses that.
 */
export type Upcaster = (data: unknown) => unknown;

/** The upcasters of each event type, from version 1 on. A type with one version may be missing. */
export type Upcasters = ReadonlyMap<string, readonly Upcaster[]>;

/** An entry of the catalogue: one event type. It is declared beside the event. */
export interface EventEntry {
  /** Checks data in its present shape. Throws `unreadable` for the first bad field. */
  readonly check: (data: Fields) => void;
  /** From version 1 on, in order. Empty while the event has one version. */
  readonly upcasters: readonly Upcaster[];
}

/** An entry for every event type of a union. A missing entry does not compile. */
export type EventEntries<E extends DomainEvent> = { readonly [Type in E['type']]: EventEntry };
