import type { DomainEvent } from '../decider.js';
import type { Fields } from './check-fields.js';

/**
 * Turns the data of one version of an event type into the data of the next. Pure, and never changed once released. It gets
 * whatever was written. It passes on what it does not recognise: the check of the event refuses that.
 */
export type Upcaster = (data: unknown) => unknown;

/** By event type, its upcasters from version 1 on, in order. A type whose shape never changed may be missing. */
export type Upcasters = ReadonlyMap<string, readonly Upcaster[]>;

/** What the catalogue says of one event type. It stands beside the event. */
export interface EventEntry {
  /** Looks at data in its present shape. Throws `unreadable` for the first field that it cannot trust. */
  readonly check: (data: Fields) => void;
  /** From version 1 on, in order. Empty while the shape of the event never changed. */
  readonly upcasters: readonly Upcaster[];
}

/** An entry for every event type of a union: an event without one does not compile. */
export type EventEntries<E extends DomainEvent> = { readonly [Type in E['type']]: EventEntry };
