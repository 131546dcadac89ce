import type { DomainEvent } from '../decider.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';

/** Its id is the identity of the log. It has no data. */
export interface StoreIdentified extends DomainEvent {
  readonly type: 'StoreIdentified';
  readonly data: Record<string, never>;
}

/** The events of the stream `store-identity`. */
export const STORE_IDENTITY_EVENTS: EventEntries<StoreIdentified> = {
  StoreIdentified: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readStoreIdentityEvent = readerOf<StoreIdentified>(STORE_IDENTITY_EVENTS);
