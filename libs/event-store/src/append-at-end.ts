import { ConcurrencyError } from './connection/errors.js';
import type { Appended, EventStore, ExpectedRevision, NewEvent } from './event-store.js';

/** Each lost race means that another writer has appended. */
const ATTEMPTS = 10;

/**
 * Appends events whose order among those of other writers means nothing, so no other event of the
 * stream is read but the newest. Throws ConcurrencyError after ten lost races, and as `append`
 * does.
 */
export async function appendAtEnd(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<Appended> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.append(stream, events, await newestRevision(store, stream));
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function newestRevision(store: EventStore, stream: string): Promise<ExpectedRevision> {
  for await (const { revision } of store.readBackwards(stream, { pageSize: 1 })) return revision;
  return 'no_stream';
}
