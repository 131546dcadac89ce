import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import type { EventReader } from './read-event.js';

/**
 * The rules of a stream that says who may come in, or who sees what. The unreadable event may be
 * the revocation of a key, so no event is passed over. The state of such a stream is not known, and
 * the program allows and decides nothing by it.
 *
 * `evolve` throws DomainError `unknown_event` for a type that `read` does not know, and what `read`
 * throws.
 */
export function refusingUnreadable<State, C extends Command, E extends DomainEvent>(
  read: EventReader<E>,
  rules: Decider<State, C, E>,
): Decider<State, C, E> {
  return {
    ...rules,
    evolve(state, written) {
      const event = read(written);
      if (!event)
        throw new DomainError('unknown_event', `This version does not know events of the type ${written.type}.`);
      return rules.evolve(state, event);
    },
  };
}
