import type { Command, Decider, DomainEvent } from '../decider.js';

/** The rules of a stream that many small changes would make long. */
export interface RestatedDecider<State, C extends Command, E extends DomainEvent> extends Decider<State, C, E> {
  /**
   * Events that state the same again, when the stream has become long. The events before them may
   * then be hidden. Empty while the stream is short. The state stays the same when it is stated
   * twice.
   */
  restate(state: State): readonly E[];
}

/**
 * A user's stream that lists secrets of the user, so that an erasure finds them without a look at
 * other streams. A secret is listed before it is issued, and ends before it leaves the list.
 */
export interface SecretList<State, C extends Command, E extends DomainEvent> extends RestatedDecider<State, C, E> {
  /** The SHA-256 of each listed secret. A secret that leaves the list has ended. */
  secretsOf(state: State): readonly string[];
}

const SHORT = 400;
const EVENTS_FOR_AN_ENTRY = 4;

/**
 * Whether a list should be stated again: so many events were read of its stream, for so many
 * entries. A list without entries stays short as well.
 */
export const isLong = (events: number, entries: number): boolean => events > SHORT + EVENTS_FOR_AN_ENTRY * entries;
