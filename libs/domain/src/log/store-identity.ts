import type { DomainEvent } from '../decider.js';
import type { EventEntries } from './event-entry.js';
import { readerOf } from './read-event.js';

/** The first event of a log. Its id is the identity of the log; it holds nothing else. */
export interface StoreIdentified extends DomainEvent {
  readonly type: 'StoreIdentified';
  readonly data: Record<string, never>;
}

/** The events of the stream `store-identity`. */
export const STORE_IDENTITY_EVENTS: EventEntries<StoreIdentified> = {
  StoreIdentified: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readStoreIdentityEvent = readerOf<StoreIdentified>(STORE_IDENTITY_EVENTS);
