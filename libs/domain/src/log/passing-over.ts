import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { EventReader } from './read-event.js';

/** Rules whose `evolve` need know nothing but events that can be read. */
export interface Rules<State, C extends Command, E extends DomainEvent> extends Decider<State, C, E> {
  /** What an event that cannot be read makes of the state; nothing when left out. */
  readonly passedOver?: (this: void, state: State) => State;
}

/**
 * The rules of a stream to which anybody on the network of the event store may have written anything, and a newer version of this
 * program what this one does not know: an event that cannot be read is passed over, so that it spoils nothing else.
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

/** The event; undefined also when nobody can read it, of which `refused` is told why. */
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
