import type { EventStore } from './event-store.js';
import type { StoredEvent } from './reads/stored-event.js';

/**
 * The events that a stream got since a moment, in order. The moment is inclusive, in epoch ms, by
 * the store's clock. A read backwards stops at the first older event, so an old stream costs no
 * more. Throws as `read` does.
 */
export async function recordedSince(store: EventStore, stream: string, sinceMs: number): Promise<StoredEvent[]> {
  const newestFirst: StoredEvent[] = [];
  for await (const event of store.readBackwards(stream)) {
    if (event.recordedAt.getTime() < sinceMs) break;
    newestFirst.push(event);
  }
  return newestFirst.reverse();
}
