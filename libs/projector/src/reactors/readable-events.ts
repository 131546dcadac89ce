import { type Decider, type DomainEvent, readOrPassOver } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';

/** Reads and checks an event. Undefined for another type. Throws DomainError for bad data. */
export type EventReader<E> = (stored: StoredEvent) => E | undefined;

/** Whether an event counts. Reading ends at the first event that does not. */
export type Counted = (stored: StoredEvent) => boolean;

export const all: Counted = () => true;

/**
 * Counts the events that the store had by a moment: inclusive, in epoch ms, by the store's clock.
 */
export const recordedUntil =
  (ms: number): Counted =>
  ({ recordedAt }) =>
    recordedAt.getTime() <= ms;

/** Counts the events up to a revision, inclusive. With -1 it counts none. */
export const upToRevision =
  (newest: number): Counted =>
  ({ revision }) =>
    revision <= BigInt(newest);

/** The counted events of a stream, in order. Unreadable events are passed over. */
export async function* readableEvents<E>(
  store: EventStore,
  stream: string,
  read: EventReader<E>,
  isCounted: Counted = all,
): AsyncGenerator<{ event: E; stored: StoredEvent }> {
  for await (const stored of store.read(stream)) {
    if (!isCounted(stored)) return;
    const event = readOrPassOver(read, stored);
    if (event) yield { event, stored };
  }
}

/** Folds the readable, counted events of a stream. `revision` is that of the last one, or -1. */
export async function foldReadable<State, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  { read, decider }: { read: EventReader<E>; decider: Pick<Decider<State, never, E>, 'initialState' | 'evolve'> },
  isCounted: Counted = all,
): Promise<{ state: State; revision: number }> {
  let state = decider.initialState;
  let revision = -1;
  for await (const { event, stored } of readableEvents(store, stream, read, isCounted)) {
    state = decider.evolve(state, event);
    revision = Number(stored.revision);
  }
  return { state, revision };
}
