import type { DomainEvent } from '@app/domain';
import type { EventStore, NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';

/** Namespace of our deterministic event ids. */
const EVENT_IDS = '7c0f9a52-0a0f-4a4c-9c35-1c2b6b1d9f04';
/** Characters of one append at most: at three bytes each still below the 1 MiB of an append. */
const MOST_CHARACTERS = 300_000;

/** The id of an event that belongs to an erasure: the same whenever the same is appended for it. */
export const erasureEventId = (...parts: readonly unknown[]): string => uuidV5(parts.join('\n'), EVENT_IDS);

/** Appends the events from after a revision on, all of them or as far as it comes: then they are appended once more. */
export async function appendAll(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  { after, reached }: { after: bigint; reached?: (step: string) => Promise<void> },
): Promise<void> {
  let expected = after;
  for (const batch of batchesOf(events)) {
    expected = (await store.append(stream, batch, expected)).revision;
    await reached?.('appended');
  }
}

/** The events with ids of their own: where the stream was read to tells one attempt from another. */
export const asNewEvents = (
  events: readonly DomainEvent[],
  {
    erasureId,
    stream,
    after,
    metadata,
  }: { erasureId: string; stream: string; after: bigint; metadata: NewEvent['metadata'] },
): NewEvent[] => events.map((event, n) => ({ id: erasureEventId(erasureId, stream, after, n), event, metadata }));

function* batchesOf(events: readonly NewEvent[]): Generator<NewEvent[]> {
  let batch: NewEvent[] = [];
  let characters = 0;
  for (const one of events) {
    const length = JSON.stringify(one.event.data).length;
    if (batch.length > 0 && characters + length > MOST_CHARACTERS) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(one);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}
