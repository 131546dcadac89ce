import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { EventReader } from './read-event.js';

/** Rules whose `evolve` gets only readable events. */
export interface Rules<State, C extends Command, E extends DomainEvent> extends Decider<State, C, E> {
  /** The state after an unreadable event. Default: it stays the same. */
  readonly passedOver?: (this: void, state: State) => State;
}

/**
 * Rules that pass over unreadable events, so that one bad event does no harm to the others. Any
 * program in the network of the event store can write to a stream. A newer version of this program
 * may write events that this version does not know.
 */
export function passingOver<State, C extends Command, E extends DomainEvent>(
  read: EventReader<E>,
  { passedOver = (state) => state, ...rules }: Rules<State, C, E>,
): Decider<State, C, E> {
  return {
    ...rules,
    evolve(state, written) {
      const event = readOrPassOver(read, written);
      return event ? rules.evolve(state, event) : passedOver(state);
    },
  };
}

/**
 * Reads an event. Undefined when `read` returns undefined, or when it throws DomainError: `refused`
 * then gets the reason.
 */
export function readOrPassOver<Stored, E>(
  read: (event: Stored) => E | undefined,
  stored: Stored,
  refused?: (refusal: DomainError) => void,
): E | undefined {
  try {
    return read(stored);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    refused?.(error);
    return undefined;
  }
}
