import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreIdentified, StreamCategory, Upcasters } from '@app/domain';
import { BACKWARDS, FORWARDS } from '@eventstore/db-client';
import { Connection } from './connection/connection.js';
import { asOurError, ConcurrencyError } from './connection/errors.js';
import { idAt, isInHistory, type KnownPlace } from './reads/log-anchor.js';
import type { Pause } from './reads/log-pages.js';
import { lastOfLog, type LogEvent, type LogRange, presenceIn, type Presence } from './reads/log-range.js';
import { LogTail } from './reads/log-tail.js';
import { OpenCalls } from './reads/open-calls.js';
import type { StoredEvent } from './reads/stored-event.js';
import { isRemoved, type ReadContext, readStream } from './reads/stream-reads.js';
import { type FollowContext, followLog, type Followed, type SubscriptionOptions } from './reads/subscribe-to-log.js';
import { scavenge } from './scavenge.js';
import { SharedWork } from './shared-work.js';
import { type Appended, type AppendOptions, Appends, type ExpectedRevision } from './writes/appends.js';
import type { NewEvent } from './writes/new-event.js';
import { removeForEver, truncate } from './writes/removals.js';

export type { Appended, ExpectedRevision, NewEvent };

const timer: Pause = (ms, signal) => delay(ms, undefined, signal && { signal });

/** This stream has one event, which is written at first use. Its id is the identity of the log. */
const STORE_IDENTITY_STREAM = 'store-identity' satisfies StreamCategory;

export interface EventStoreOptions {
  /**
   * How long a call is tried before it fails as unavailable, in ms. Default 15,000. EventStoreDB
   * gives an append up after 2 s. A cluster whose leader restarts has no leader for 6 to 12 s:
   * callers notice neither. HTTP clients still get an answer in time: the agent waits for 30 s.
   */
  readonly patienceMs?: number;
  /** Waits before the second try of a read. Default: a timer. */
  readonly pause?: Pause;
  /** They bring older events to the present shape. Programs pass `UPCASTERS` of the domain. */
  readonly upcasters: Upcasters;
  /**
   * The most events that a stream may have when an event of this type is appended. Undefined: any
   * number. Programs that append for users pass `mostEventsFor` of the domain. Default: no limit.
   */
  readonly mostEventsFor?: (stream: string, type: string) => number | undefined;
  /**
   * Subscriptions to streams with these prefixes share one call to the server once they have caught
   * up: see LogTail. Programs pass `LOG_PREFIXES` of the domain. Default: each has a call of its
   * own.
   */
  readonly sharedPrefixes?: readonly string[];
}

/**
 * The log. Append through one EventStore per process only (compose.ts of the API, the projector's
 * commands). The client library shares its list of open appends between all its instances: a broken
 * connection of one rejects the appends of the others. An answer that comes after that ends the
 * process. Tests that open several stores append through one at a time.
 */
export class EventStore {
  private readonly connection: Connection;
  private readonly appends: Appends;
  private readonly context: ReadContext & FollowContext;
  private readonly closing = new AbortController();
  private readonly calls = new OpenCalls();
  private readonly scavenges = new SharedWork();
  private knownIdentity: string | undefined;

  /**
   * `esdb://user:password@host:2113?tls=true` or any other connection string of the client.
   * Connects at the first call.
   */
  constructor(
    connectionString: string,
    { patienceMs = 15_000, pause = timer, upcasters, mostEventsFor, sharedPrefixes = [] }: EventStoreOptions,
  ) {
    this.connection = new Connection(connectionString, patienceMs);
    const { connection, calls, closing } = this;
    // Every subscription listens to it.
    setMaxListeners(0, closing.signal);
    const reads = { connection, calls, pause, upcasters, patienceMs, closing: closing.signal };
    const tail = new LogTail(sharedPrefixes, ({ signal, ...options }) =>
      followLog(reads, { ...options, signal: AbortSignal.any([signal, closing.signal]) }),
    );
    this.context = { ...reads, tail };
    this.appends = new Appends({ ...reads, mostEventsFor: mostEventsFor ?? (() => undefined) });
  }

  /**
   * Appends the events to the stream, all or none. Resolves when they are durable.
   *
   * An append without an answer may have landed. It is sent again, with the same ids and the same
   * expected revision, until there is an answer or `patienceMs` is over. The log recognises
   * ids that it holds, so each event is there once.
   *
   * Throws RangeError for an id that is no UUID or is zero, and for an empty type: nothing is sent.
   * Throws StreamFullError when the stream has no room by `mostEventsFor`; `isRewriting` passes
   * that, for events that take the place of others of the stream. Throws ConcurrencyError when the
   * stream is not at `expected`. Throws StreamGoneError when the
   * stream was removed for ever. Throws EventStoreUnavailableError when the store did not answer in
   * that time. The events may then be there or not: append the same ids at the same revision again.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options: AppendOptions = {},
  ): Promise<Appended> {
    return this.appends.append(stream, events, { ...options, expected });
  }

  /**
   * The events of a stream from a revision (inclusive), in order. A missing or removed stream gives
   * none. Throws EventStoreUnavailableError. See `readStream`.
   */
  read(stream: string, fromRevision: bigint = 0n): AsyncGenerator<StoredEvent> {
    return readStream(this.context, stream, FORWARDS, { from: fromRevision });
  }

  /**
   * The same from the newest event, or from a revision (inclusive), back to the first. Older events
   * are read in pages, and only when the caller comes to them. `pageSize`: events of the first
   * page.
   */
  readBackwards(stream: string, options: { from?: bigint; pageSize?: number } = {}): AsyncGenerator<StoredEvent> {
    return readStream(this.context, stream, BACKWARDS, options);
  }

  /**
   * Every event of the streams after a position, and those to come. See `followLog`. Ends when the
   * store closes.
   */
  async *subscribe(options: SubscriptionOptions): AsyncGenerator<StoredEvent> {
    for await (const { event } of this.follow(options)) if (event) yield event;
  }

  /** The same, with the places that the subscription reaches between the events. */
  follow(options: SubscriptionOptions): AsyncGenerator<Followed> {
    const signal = options.signal ? AbortSignal.any([options.signal, this.closing.signal]) : this.closing.signal;
    return followLog(this.context, { ...options, signal });
  }

  /** Resolves when the log can be read. Throws EventStoreUnavailableError. */
  async ping(): Promise<void> {
    await this.lastEvent();
  }

  /**
   * The events that the log has now, and the places on the way. Ends at the end of the log. The
   * store examines all events after the position, but sends only those of the streams.
   */
  async *followToEnd(options: SubscriptionOptions): AsyncGenerator<Followed> {
    for await (const followed of this.follow(options)) {
      yield followed;
      if (!followed.event && followed.isCaughtUp) return;
    }
  }

  /**
   * The newest event of the whole log, of any stream. Undefined when the log is empty. Throws
   * EventStoreUnavailableError.
   */
  lastEvent(): Promise<LogEvent | undefined> {
    return orUnavailable(() => lastOfLog(this.context));
  }

  /**
   * Whether the log has come to a place that a reader has reached before. False: it is another log,
   * or an older copy of this one. Throws EventStoreUnavailableError.
   */
  isInHistory(place: KnownPlace): Promise<boolean> {
    return orUnavailable(() => isInHistory(this.context, place));
  }

  /** The id of the event at a position. Undefined when a scavenge has removed it. */
  idAt(position: bigint): Promise<string | undefined> {
    return orUnavailable(() => idAt(this.context, position));
  }

  /**
   * Whether a range of the log has an event of some streams. See `presenceIn`. Throws
   * EventStoreUnavailableError.
   */
  presenceIn(range: LogRange): Promise<Presence> {
    return orUnavailable(() => presenceIn(this.context, range));
  }

  /**
   * The identity of this log: a UUID. The first program that asks for it writes it. A position
   * means nothing in a log of another identity.
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
   * Hides the events of a stream before a revision from every reader. The next scavenge removes
   * them for good. Other metadata of the stream stays. Harmless when repeated. Throws
   * EventStoreUnavailableError.
   */
  truncate(stream: string, beforeRevision: bigint): Promise<void> {
    return truncate(this.context, stream, beforeRevision);
  }

  /**
   * Removes a stream for ever: reads give nothing and appends throw StreamGoneError. The next
   * scavenge removes its events. Harmless when repeated. Throws EventStoreUnavailableError.
   */
  removeForEver(stream: string): Promise<void> {
    return removeForEver(this.context, stream);
  }

  /** Whether a stream was removed for ever. Throws EventStoreUnavailableError. */
  isRemoved(stream: string): Promise<boolean> {
    return orUnavailable(() => isRemoved(this.context, stream));
  }

  /**
   * Removes deleted and truncated events for good. Resolves when they are gone. See scavenge.ts.
   * Callers that wait for one at the same time share it.
   *
   * Throws EventStoreUnavailableError when the store goes away meanwhile, and Error when the
   * scavenge fails. Calling again is safe.
   */
  async scavenge(): Promise<void> {
    try {
      await this.scavenges.join(() => scavenge(this.context));
    } catch (error) {
      throw asOurError(error);
    }
  }

  /** Ends every subscription and the connection. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.connection.close();
  }
}

async function orUnavailable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asOurError(error);
  }
}
