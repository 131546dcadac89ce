import type { Command, Decider, DomainEvent } from '@app/domain';
import { ConcurrencyError, NewerEventError } from './errors.js';
import type { EventStore, ExpectedRevision } from './event-store.js';

const ATTEMPTS = 3;

/** What a command left behind: the state after it, and the events it appended (none when there was nothing to do). */
export interface Handled<State, E> {
  readonly state: State;
  readonly events: readonly E[];
}

/** What a stream came to, up to a revision. */
export interface Known<State> {
  readonly state: State;
  readonly expected: ExpectedRevision;
}

export interface CommandOptions<E, State = unknown> {
  /** What is known of the stream: only what comes after is read. Default: nothing. */
  readonly known?: Known<State>;
  /** The id of a decided event: a UUID that is the same whenever the same is decided. Random when left out. */
  readonly idOf?: (event: E) => string;
  /**
   * Decide although a newer version of this program wrote to the stream: `evolve` gets such an event without data, and
   * what is decided under its id counts as appended. Default: refuse.
   */
  readonly despiteNewer?: boolean;
}

/** The state of a stream now, folded from its events. Throws NewerEventError when it cannot be known. */
export async function readState<State, C extends Command, E extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<State, C, E>,
): Promise<Known<State>> {
  const { state, expected } = await fold(store, stream, decider, {});
  return { state, expected };
}

/**
 * Reads the stream, folds it, decides, and appends at the revision that was read. When somebody else appended in
 * between it reads and decides again, three times at most.
 *
 * Throws what the decider throws, ConcurrencyError after the third attempt, EventStoreUnavailableError, NewerEventError.
 */
// eslint-disable-next-line max-params -- what decides, and then the options
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
    try {
      const { metadata } = command;
      await store.append(
        stream,
        events.map((event) => ({ event, metadata, ...(idOf && { id: idOf(event) }) })),
        expected,
      );
      return { state: events.reduce(decider.evolve, state), events };
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
    state = decider.evolve(state, { type, data } as unknown as E);
    expected = revision;
  }
  return { state, expected, newerIds };
}

/** The first revision that is not known of a stream at this one. */
export const revisionAfter = (expected: ExpectedRevision): bigint => (expected === 'no_stream' ? 0n : expected + 1n);
