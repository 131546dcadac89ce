import type { Command, Decider, DomainEvent } from '@app/domain';
import { ConcurrencyError, NewerEventError, UnreadableEventError } from './connection/errors.js';
import type { EventStore, ExpectedRevision } from './event-store.js';

const ATTEMPTS = 3;

/**
 * The state after a command, and the events that it appended: none when there was nothing to do.
 */
export interface Handled<State, E> {
  readonly state: State;
  readonly events: readonly E[];
}

/** The state of a stream up to a revision. */
export interface Known<State> {
  readonly state: State;
  readonly expected: ExpectedRevision;
}

export interface CommandOptions<E, State = unknown> {
  /** A state that the caller has: only later events are read. Default: read from the first one. */
  readonly known?: Known<State>;
  /** The id of a decided event: a UUID, the same for the same decision. Default: a random one. */
  readonly idOf?: (event: E) => string;
  /**
   * Decide although a newer version of this program wrote to the stream. `evolve` gets its events
   * without data. A decided event with the id of such an event is not appended. Default: refuse.
   */
  readonly despiteNewer?: boolean;
}

/**
 * The present state of a stream, folded from its events. Throws NewerEventError when a newer
 * version of this program wrote to it, and UnreadableEventError when the rules refuse an event.
 */
export async function readState<State, C extends Command, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<State, C, E>,
): Promise<Known<State>> {
  const { state, expected } = await fold(store, stream, decider, {});
  return { state, expected };
}

/**
 * Reads the stream, folds it, decides, and appends at the revision that was read. When another
 * writer appended in between, it reads and decides again: three attempts in all.
 *
 * Events that the rules cannot read back are never written: what the rules throw, this throws
 * before the append.
 *
 * Throws what the decider throws, ConcurrencyError after the third attempt,
 * EventStoreUnavailableError, NewerEventError, and UnreadableEventError.
 */
// eslint-disable-next-line max-params -- four that every caller needs, and then the options
export async function handleCommand<State, C extends Command, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<State, C, E>,
  command: C,
  options: CommandOptions<E, State> = {},
): Promise<Handled<State, E>> {
  const { idOf } = options;
  for (let attempt = 1; ; attempt++) {
    const { state, expected, newerIds } = await fold(store, stream, decider, options);
    const events = decider.decide(command, state).filter((event) => !idOf || !newerIds.has(idOf(event)));
    if (events.length === 0) return { state, events };
    const after = events.reduce(decider.evolve, state);
    try {
      const { metadata } = command;
      await store.append(
        stream,
        events.map((event) => ({ event, metadata, ...(idOf && { id: idOf(event) }) })),
        expected,
      );
      return { state: after, events };
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function fold<State, C extends Command, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<State, C, E>,
  { known, despiteNewer = false }: CommandOptions<E, State>,
): Promise<Known<State> & { newerIds: ReadonlySet<string> }> {
  let { state, expected }: Known<State> = known ?? { state: decider.initialState, expected: 'no_stream' };
  const newerIds = new Set<string>();
  for await (const { id, type, data, revision } of store.read(stream, revisionAfter(expected))) {
    if (data === undefined && !despiteNewer) throw new NewerEventError(stream, revision, type);
    if (data === undefined) newerIds.add(id);
    try {
      state = decider.evolve(state, { type, data } as unknown as E);
    } catch (cause) {
      throw new UnreadableEventError({ stream, revision, type }, cause);
    }
    expected = revision;
  }
  return { state, expected, newerIds };
}

/** The next revision of a stream: 0 when it does not exist. */
export const revisionAfter = (expected: ExpectedRevision): bigint => (expected === 'no_stream' ? 0n : expected + 1n);
