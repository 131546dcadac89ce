import type { Command, DomainEvent, RestatedDecider } from '@app/domain';
import { ConcurrencyError, type EventStore, readState } from '@app/event-store';

/** Each lost race means that another request has changed the stream. */
const ATTEMPTS = 10;

/** A command to a stream that is stated again when it has become long. */
export interface RestatedCommand<State, C> {
  readonly command: C;
  /** Runs before the events of the command are appended, with the states before and after them. */
  readonly before?: (state: State, after: State) => Promise<void>;
}

/**
 * Appends the events of a command, at the revision that was read. A long stream is stated again,
 * and what came before is hidden. So the stream stays bounded. Resolves to the state after the
 * command.
 */
export async function appendRestated<State, C extends Command, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: RestatedDecider<State, C, E>,
  { command, before }: RestatedCommand<State, C>,
): Promise<State> {
  for (let attempt = 1; ; attempt++) {
    const { state, expected } = await readState(store, stream, decider);
    const decided = decider.decide(command, state);
    if (decided.length === 0) return state;
    const after = decided.reduce(decider.evolve, state);
    await before?.(state, after);
    const again = decider.restate(after);
    const { metadata } = command;
    const events = [...decided, ...again].map((event) => ({ event, metadata }));
    try {
      const { revision } = await store.append(stream, events, expected);
      if (again.length > 0) await store.truncate(stream, revision + 1n - BigInt(again.length));
      return after;
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
    }
  }
}
