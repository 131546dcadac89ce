import { atMost, DomainError, untilIdle } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { LRUCache } from 'lru-cache';
import type { StreamFold } from './projection.js';

interface CachedState {
  readonly fold: StreamFold;
  readonly state: unknown;
  /** Revision of the first event that the state does not hold yet. */
  readonly nextRevision: bigint;
}

/** The state of a stream after an event. */
export interface FoldedStream {
  readonly state: unknown;
  /**
   * How much larger the state is because of the event and of the events that were read ahead of it.
   * `StreamFold.sizeOf` measures it.
   */
  readonly added: number;
}

/** Some 60 MB. With it, the runtime and two batches a projector stays below 500 MB. */
const LARGEST_SIZE = 200_000;
/** What a state takes with nothing in it, in the same measure: a day some 5 KB. */
const SIZE_OF_A_STATE = 20;
/** Some 200 bytes each. */
const MOST_READ_AHEAD = 250_000;

/**
 * The states of the streams that events arrive for.
 *
 * A stream that is not in memory is read to its end. Its later events are in the state then, and
 * add nothing when they arrive. So a replay reads each event at most twice, as long as at most
 * `MOST_READ_AHEAD` streams are open at a time. A new event of a stream that left the cache reads
 * the stream again.
 */
export class FoldCache {
  private readonly states: LRUCache<string, CachedState>;
  /** Streams that were read to their end, and the revision of their next event. */
  private readonly readAhead = new LRUCache<string, bigint>(atMost(MOST_READ_AHEAD));

  /**
   * `largestSize`: the limit for all states together, as `StreamFold.sizeOf` measures them.
   * `idleMs`: a state without an event for so long goes.
   */
  constructor(
    private readonly store: EventStore,
    largestSize = LARGEST_SIZE,
    idleMs?: number,
  ) {
    this.states = new LRUCache({
      ...untilIdle(idleMs),
      maxSize: largestSize,
      // A state that is larger than the cache fills it alone. Otherwise the cache would refuse it,
      // and each of its events would read the whole stream again.
      sizeCalculation: ({ fold, state }) => Math.min(fold.sizeOf(state) + SIZE_OF_A_STATE, largestSize),
    });
  }

  /** The number of states in memory. */
  get size(): number {
    return this.states.size;
  }

  /**
   * The state of the event's stream. It holds the event and all events before it, and perhaps later
   * ones. Undefined when a read of the stream has added the event already. Throws DomainError when
   * the event cannot be read. Such an event counts for nothing, now and in every later read.
   */
  async foldThrough(fold: StreamFold, event: StoredEvent): Promise<FoldedStream | undefined> {
    const { revision, position } = event;
    const key = `${fold.name} ${event.stream}`;
    const known = this.states.get(key);
    const isNext = known?.nextRevision === revision;
    let readable: unknown;
    try {
      readable = fold.read(event);
    } catch (error) {
      if (isNext) this.states.set(key, { ...known, nextRevision: revision + 1n });
      throw error;
    }
    if (revision < (this.readAhead.get(key) ?? 0n)) return undefined;
    const { state, nextRevision, sizeBefore } = isNext
      ? { ...known, sizeBefore: fold.sizeOf(known.state) }
      : await this.read(fold, event);
    const isAhead = revision < nextRevision;
    if (isAhead) this.readAhead.set(key, nextRevision);
    else if (readable !== undefined) fold.apply(state, readable, position);
    // The cache weighs an object once only, so every event makes a new one.
    this.states.set(key, { fold, state, nextRevision: isAhead ? nextRevision : revision + 1n });
    return { state, added: Math.max(0, fold.sizeOf(state) - sizeBefore) };
  }

  /**
   * The stream as it is now, and the size of its state before the event. The first event of a
   * stream needs no read.
   */
  private async read(
    fold: StreamFold,
    { stream, revision }: StoredEvent,
  ): Promise<CachedState & { sizeBefore: number }> {
    if (revision === 0n) return { fold, state: fold.begin(stream), nextRevision: revision, sizeBefore: 0 };
    let [nextRevision, sizeBefore] = [revision, 0];
    const state = await foldStream(this.store, fold, stream, (before, stored) => {
      if (stored.revision === revision) sizeBefore = fold.sizeOf(before);
      if (stored.revision >= revision) nextRevision = stored.revision + 1n;
    });
    return { fold, state, nextRevision, sizeBefore };
  }
}

/**
 * The state of a whole stream, as the log has it now. An event that cannot be read counts for
 * nothing: the projector parks it when it arrives. `reached` is called before each event is folded.
 */
export async function foldStream<State, Event>(
  store: EventStore,
  fold: StreamFold<State, Event>,
  stream: string,
  reached: (before: State, stored: StoredEvent) => void = () => undefined,
): Promise<State> {
  const state = fold.begin(stream);
  for await (const stored of store.read(stream)) {
    reached(state, stored);
    try {
      const event = fold.read(stored);
      if (event !== undefined) fold.apply(state, event, stored.position);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return state;
}
