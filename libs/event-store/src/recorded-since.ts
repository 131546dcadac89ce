import type { EventStore } from './event-store.js';
import type { StoredEvent } from './stored-event.js';

/**
 * The events of a stream that the store has got since a moment (inclusive, in epoch ms, by the store's clock), in order.
 * Of the older ones only the newest is read, so the answer takes no longer for a stream of years. Throws as `read` does.
 */
export async function recordedSince(store: EventStore, stream: string, sinceMs: number): Promise<StoredEvent[]> {
  const newestFirst: StoredEvent[] = [];
  for await (const event of store.readBackwards(stream)) {
    if (event.recordedAt.getTime() < sinceMs) break;
    newestFirst.push(event);
  }
  return newestFirst.reverse();
}
