import { DomainError } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { LRUCache } from 'lru-cache';
import type { StreamFold } from './projection.js';

interface CachedState {
  readonly fold: StreamFold;
  readonly state: unknown;
  /** Revision of the next event that is not in the state yet. */
  readonly nextRevision: bigint;
}

/** What an event came to. */
export interface FoldedStream {
  readonly state: unknown;
  /** How much larger the state is for the event and for what was read ahead of it, as `StreamFold.sizeOf` measures it. */
  readonly added: number;
}

/** Some 60 MB. With the runtime and two batches a projector stays below 500 MB. */
const LARGEST_SIZE = 200_000;
/** Some 200 bytes each. */
const MOST_READ_AHEAD = 250_000;

/**
 * The states of the streams that events arrive for.
 *
 * A stream that is not in memory is read to its end. The events that are still to come are in the state then, and bring
 * nothing more. So a replay reads each event twice at most, as long as no more than `MOST_READ_AHEAD` streams are open at
 * a time. A new event of a stream that was forgotten reads the stream again.
 */
export class FoldCache {
  private readonly states: LRUCache<string, CachedState>;
  /** Streams that were read to their end: the revision of the next event. */
  private readonly readAhead = new LRUCache<string, bigint>({ max: MOST_READ_AHEAD });

  /** `largestSize`: what all states together may hold, as `StreamFold.sizeOf` measures it. */
  constructor(
    private readonly store: EventStore,
    largestSize = LARGEST_SIZE,
  ) {
    this.states = new LRUCache({
      maxSize: largestSize,
      // A state that is larger than the cache fills it alone. The cache would not keep it otherwise, and each of its
      // events would read the whole stream again.
      sizeCalculation: ({ fold, state }) => Math.min(fold.sizeOf(state) + 1, largestSize),
    });
  }

  /**
   * The state of the event's stream up to and including the event, and perhaps beyond it; undefined when an earlier event has
   * brought that already. Throws DomainError when the event cannot be read. Such an event counts for nothing, now and
   * whenever the stream is read again.
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
    // A new object for every event: the cache does not weigh an object that it knows again.
    this.states.set(key, { fold, state, nextRevision: isAhead ? nextRevision : revision + 1n });
    return { state, added: Math.max(0, fold.sizeOf(state) - sizeBefore) };
  }

  /** The stream as it is now, and how large its state was before the event. The first event of a stream needs no reading. */
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
 * The state of a whole stream, as the log has it now. An event that cannot be read counts for nothing: the projector sets it
 * aside when it comes to it. `reached` hears of each event before it is folded.
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
