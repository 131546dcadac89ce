import type { Appended, EventStore, ExpectedRevision, NewEvent } from './event-store.js';

/**
 * The most characters in one append. With three bytes each they still fit in the 1 MiB that a
 * store takes in one append.
 */
const MOST_CHARACTERS = 300_000;
/** The client writes an append in one go: so many events keep others waiting for some ms. */
const MOST_EVENTS = 500;

/**
 * Appends any number of events, in as few appends as possible. Each append expects the revision
 * where the last one ended. When one fails, the events before it stay. Throws as `append` does.
 * `appended` is called after each append. `isRewriting`: see `append`.
 */
export async function appendAll(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  {
    expected,
    appended,
    isRewriting = false,
  }: { expected: ExpectedRevision; appended?: (to: Appended) => Promise<void>; isRewriting?: boolean },
): Promise<void> {
  let after = expected;
  for (const batch of batchesOf(events)) {
    const to = await store.append(stream, batch, after, { isRewriting });
    after = to.revision;
    await appended?.(to);
  }
}

function* batchesOf(events: readonly NewEvent[]): Generator<NewEvent[]> {
  let batch: NewEvent[] = [];
  let characters = 0;
  for (const one of events) {
    const { length } = JSON.stringify(one.event.data);
    if (batch.length === MOST_EVENTS || (batch.length > 0 && characters + length > MOST_CHARACTERS)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(one);
    characters += length;
  }
  if (batch.length > 0) yield batch;
}
