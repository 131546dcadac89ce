import { type Decider, type DomainEvent, readOrPassOver } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';

/** An event out of the log, checked; undefined for a type that is not asked for. Throws DomainError for bad data. */
export type EventReader<E> = (stored: StoredEvent) => E | undefined;

/** Whether an event counts. The first that does not is the end: what counts is always the beginning of a stream. */
export type Counted = (stored: StoredEvent) => boolean;

export const all: Counted = () => true;

/** What the store had by a moment, inclusive, in epoch ms by the store's clock. */
export const recordedUntil =
  (ms: number): Counted =>
  ({ recordedAt }) =>
    recordedAt.getTime() <= ms;

/** What comes no later in its stream than a revision; nothing for -1. */
export const upToRevision =
  (newest: number): Counted =>
  ({ revision }) =>
    revision <= BigInt(newest);

/** The counted events of a stream that can be read, in order. What cannot be read is passed over. */
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

/** The state that the readable, counted events of a stream come to, and the revision of the last of them; -1 for none. */
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
