import type { StoredEvent } from '@app/event-store';

/** The events up to and including a position. */
export async function* upTo(position: bigint, events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
  for await (const event of events) {
    if (event.position <= position) yield event;
    if (event.position >= position) return;
  }
}
