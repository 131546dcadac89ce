import type { Appended, EventStore, ExpectedRevision, NewEvent } from './event-store.js';

/** Characters of one append at most: at three bytes each still below the 1 MiB that a store takes at once. */
const MOST_CHARACTERS = 300_000;

/**
 * Appends any number of events in as few appends as a store takes them in, each at the revision where the one before ended.
 * Cut off, it leaves the first ones. Throws as `append` does.
 */
export async function appendAll(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  { expected, appended }: { expected: ExpectedRevision; appended?: (to: Appended) => Promise<void> },
): Promise<void> {
  let after = expected;
  for (const batch of batchesOf(events)) {
    const to = await store.append(stream, batch, after);
    after = to.revision;
    await appended?.(to);
  }
}

function* batchesOf(events: readonly NewEvent[]): Generator<NewEvent[]> {
  let batch: NewEvent[] = [];
  let characters = 0;
  for (const one of events) {
    const { length } = JSON.stringify(one.event.data);
    if (batch.length > 0 && characters + length > MOST_CHARACTERS) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(one);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}
