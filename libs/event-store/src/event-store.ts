import { setTimeout as delay } from 'node:timers/promises';
import type { DomainEvent, StoreIdentified, StreamCategory, Upcasters } from '@app/domain';
import {
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  BACKWARDS,
  type Direction,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import pLimit from 'p-limit';
import { v4 as uuidV4 } from 'uuid';
import { elementsOf } from './elements-of.js';
import { ConcurrencyError, EventStoreUnavailableError, isTransient, StreamGoneError } from './errors.js';
import { scavenge } from './scavenge.js';
import { type StoredEvent, toStoredEvent } from './stored-event.js';
import { subscribeToLog, type SubscriptionOptions } from './subscribe-to-log.js';
import { presentVersion } from './upcast.js';

/** Holds one event for ever, written at first use: its id is the identity of this log. */
const STORE_IDENTITY_STREAM = 'store-identity' satisfies StreamCategory;

/**
 * Appends on their way to the node at once. The client queues what its stream does not take, and when that stream breaks
 * it rejects the queue where nobody can catch it, which ends the process. The stream takes fewer than 16 for sure.
 */
const MOST_APPENDS_AT_ONCE = 15;

/** An event on its way into the log. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  /** A UUID; deterministic wherever the sender may retry. Random when left out. */
  readonly id?: string;
  readonly event: E;
  readonly metadata: { readonly now: number; readonly principalId: string };
}

/** Where an append must find the stream: at this revision, or not existing. */
export type ExpectedRevision = bigint | 'no_stream';

/** Where an append ended: revision and log position of its last event. */
export interface Appended {
  readonly revision: bigint;
  readonly position: bigint;
}

export interface EventStoreOptions {
  /**
   * How long an append is tried before it counts as ambiguous, in ms. Default 10,000: an EventStoreDB gives an append up
   * after 2 s and a cluster elects a leader in a few, so both pass unseen; and whoever waits behind an HTTP request, the
   * agent for 30 s, still gets its answer.
   */
  readonly appendTimeoutMs?: number;
  /** How events of older versions become events of the present one: `UPCASTERS` of the domain, outside of tests. */
  readonly upcasters: Upcasters;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** Events of a stream that are read backwards in the first call, a feed of two weeks; each further one reads twice as many. */
const FIRST_PAGE = 16;
const LARGEST_PAGE = 1_024;

/**
 * The log. Append by one of these per process only (compose.ts of the API, the projector's commands): the client shares
 * what it waits for among all its users, so a broken connection of one would reject the appends of the others, and an
 * answer that came after that would end the process. Tests that open several append by one at a time.
 */
export class EventStore {
  private readonly client: EventStoreDBClient;
  private readonly appendTimeoutMs: number;
  private readonly upcasters: Upcasters;
  private readonly closing = new AbortController();
  private readonly limitAppends = pLimit(MOST_APPENDS_AT_ONCE);
  private knownIdentity: string | undefined;

  /** `esdb://user:password@host:2113?tls=true` or any connection string of the client. Connects at the first call. */
  constructor(connectionString: string, { appendTimeoutMs = 10_000, upcasters }: EventStoreOptions) {
    this.client = EventStoreDBClient.connectionString(connectionString);
    this.appendTimeoutMs = appendTimeoutMs;
    this.upcasters = upcasters;
  }

  /**
   * Appends the events to the stream, all or none; resolves when they are durable.
   *
   * An append whose answer is lost may have landed. It is sent again, with the same ids and expectation, until there is
   * an answer or `appendTimeoutMs` is over: the log recognises what it holds, so each event is there once.
   *
   * Throws ConcurrencyError when the stream is not at `expected`; StreamGoneError when it was removed for ever;
   * EventStoreUnavailableError when the store did not
   * answer in that time, in which case the events may or may not be there: repeat with the same ids and expectation.
   */
  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const expectedRevision: AppendExpectedRevision = expected === 'no_stream' ? NO_STREAM : expected;
    // Every attempt sends these very events: an id that is left to chance is drawn here, once.
    const batch = events.map((event) => toJsonEvent(event, this.upcasters));
    const over = new AbortController();
    try {
      const result = await Promise.race([
        this.untilAnswered(() => this.client.appendToStream(stream, batch, { expectedRevision }), over.signal),
        delay(this.appendTimeoutMs, undefined, { signal: over.signal, ref: false }),
      ]);
      if (result === undefined) throw new EventStoreUnavailableError();
      return { revision: result.nextExpectedRevision, position: result.position?.commit ?? -1n };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new ConcurrencyError(stream);
      if (error instanceof StreamDeletedError) throw new StreamGoneError(stream);
      throw asUnavailable(error);
    } finally {
      over.abort();
    }
  }

  /**
   * Makes attempts, with growing pauses, while they fail in a way that may pass. Undefined once it is `over`. An attempt
   * that gets no answer at all is waited for: another one would go into the same connection, behind it.
   */
  private async untilAnswered<T>(attempt: () => Promise<T>, over: AbortSignal): Promise<T | undefined> {
    for (let pauseMs = FIRST_PAUSE_MS; !over.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        // A caller whose time was over while the append waited has been told so. Send nothing after that.
        return await this.limitAppends(async () => (over.aborted ? undefined : attempt()));
      } catch (error) {
        if (!isTransient(error) || this.closing.signal.aborted) throw error;
      }
      await delay(pauseMs, undefined, { signal: over }).catch(() => undefined);
    }
    return undefined;
  }

  /**
   * The events of a stream from a revision (inclusive), in order. Nothing for a stream that does not exist, or not any more.
   *
   * A connection that is lost on the way is made again, once, and the reading goes on behind what was delivered. Throws
   * EventStoreUnavailableError when the store is away for longer.
   */
  read(stream: string, fromRevision: bigint = 0n): AsyncGenerator<StoredEvent> {
    return this.readOn(stream, FORWARDS, fromRevision);
  }

  /**
   * The same from the newest event back to the first. Whoever stops early leaves the older ones unread: they are read page by page,
   * each to its end, so that no call is taken back.
   */
  async *readBackwards(stream: string): AsyncGenerator<StoredEvent> {
    let from: bigint | undefined;
    for (let size = FIRST_PAGE; from !== -1n; size = Math.min(2 * size, LARGEST_PAGE)) {
      const page: StoredEvent[] = [];
      for await (const event of this.readOn(stream, BACKWARDS, from, size)) page.push(event);
      yield* page;
      const oldest = page.at(-1);
      if (!oldest || page.length < size) return;
      from = oldest.revision - 1n;
    }
  }

  private async *readOn(
    stream: string,
    direction: Direction,
    fromRevision?: bigint,
    maxCount?: number,
  ): AsyncGenerator<StoredEvent> {
    const step = direction === FORWARDS ? 1n : -1n;
    let next = fromRevision;
    for (let hasFailed = false; ;) {
      try {
        for await (const event of this.readOnce(stream, { direction, ...(maxCount && { maxCount }) }, next)) {
          yield event;
          next = event.revision + step;
          hasFailed = false;
        }
        return;
      } catch (error) {
        if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return;
        if (hasFailed || !isTransient(error) || this.closing.signal.aborted) throw asUnavailable(error);
        hasFailed = true;
      }
      if (next === -1n) return;
      await delay(FIRST_PAUSE_MS);
    }
  }

  private async *readOnce(
    stream: string,
    { direction, maxCount }: { direction: Direction; maxCount?: number },
    from?: bigint,
  ): AsyncGenerator<StoredEvent> {
    const fromRevision = from === undefined ? END : from === 0n && direction === FORWARDS ? START : from;
    const call = this.client.readStream(stream, { direction, fromRevision, ...(maxCount && { maxCount }) });
    for await (const { event } of elementsOf<ResolvedEvent>(call, () => call.cancel())) {
      if (event) yield toStoredEvent(event, this.upcasters);
    }
  }

  /** Every event of the streams, after a position and from now on; see `subscribeToLog`. Ends when the store closes. */
  subscribe(options: SubscriptionOptions): AsyncGenerator<StoredEvent> {
    const signal = options.signal ? AbortSignal.any([options.signal, this.closing.signal]) : this.closing.signal;
    return subscribeToLog(this.client, { ...options, signal, upcasters: this.upcasters });
  }

  /** The newest event of the streams with one of these prefixes; undefined when there is none. */
  async newestEvent(streamPrefixes: readonly string[]): Promise<StoredEvent | undefined> {
    const PAGE = 64;
    let from: bigint | undefined;
    for (;;) {
      const fromPosition = from === undefined ? END : { commit: from, prepare: from };
      let count = 0;
      try {
        const call = this.client.readAll({ direction: BACKWARDS, fromPosition, maxCount: PAGE });
        for await (const { event } of elementsOf<AllStreamResolvedEvent>(call, () => call.cancel())) {
          count++;
          if (!event) continue;
          from = event.position.commit;
          if (streamPrefixes.some((prefix) => event.streamId.startsWith(prefix)))
            return toStoredEvent(event, this.upcasters);
        }
      } catch (error) {
        throw asUnavailable(error);
      }
      if (count < PAGE) return undefined;
    }
  }

  /**
   * The identity of this log: a UUID in a stream of its own, written by whoever comes first. A position means nothing
   * in a log of another identity.
   */
  async identity(): Promise<string> {
    return (this.knownIdentity ??= await this.readOrWriteIdentity());
  }

  private async readOrWriteIdentity(): Promise<string> {
    for (;;) {
      for await (const { id } of this.read(STORE_IDENTITY_STREAM)) return id;
      const event: StoreIdentified = { type: 'StoreIdentified', data: {} };
      const metadata = { now: Date.now(), principalId: 'system' };
      try {
        await this.append(STORE_IDENTITY_STREAM, [{ event, metadata }], 'no_stream');
      } catch (error) {
        if (!(error instanceof ConcurrencyError)) throw error;
      }
    }
  }

  /**
   * Hides what a stream has before a revision from every reader; the next scavenge removes it for good. What else its
   * metadata says stays. Harmless when repeated. Throws EventStoreUnavailableError.
   */
  async truncate(stream: string, beforeRevision: bigint): Promise<void> {
    try {
      const { metadata } = await this.client.getStreamMetadata(stream);
      await this.client.setStreamMetadata(stream, { ...metadata, truncateBefore: Number(beforeRevision) });
    } catch (error) {
      // Removed for ever is more than truncated.
      if (!(error instanceof StreamDeletedError)) throw asUnavailable(error);
    }
  }

  /**
   * Removes a stream for ever: nothing of it is read and nothing is appended any more; the next scavenge removes its events.
   * Harmless when repeated. Throws EventStoreUnavailableError.
   */
  async removeForEver(stream: string): Promise<void> {
    try {
      await this.client.tombstoneStream(stream);
    } catch (error) {
      if (!(error instanceof StreamDeletedError)) throw asUnavailable(error);
    }
  }

  /**
   * Removes for good what was deleted or truncated up to now; resolves when it is gone. See scavenge.ts.
   *
   * Throws EventStoreUnavailableError when the store went away meanwhile, and Error when it could not do it: ask again.
   */
  async scavenge(): Promise<void> {
    try {
      await scavenge(this.client);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** Ends every subscription and the connection. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.client.dispose();
  }
}

function toJsonEvent({ id = uuidV4(), event, metadata }: NewEvent, upcasters: Upcasters) {
  const schemaVersion = presentVersion(upcasters, event.type);
  return jsonEvent({
    id,
    type: event.type,
    data: event.data as Record<string, unknown>,
    metadata: { schemaVersion, at: metadata.now, principalId: metadata.principalId },
  });
}

function asUnavailable(error: unknown): unknown {
  return isTransient(error) ? new EventStoreUnavailableError(error) : error;
}
