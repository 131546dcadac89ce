import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { DomainEvent, StoreIdentified, StreamCategory, Upcasters } from '@app/domain';
import {
  type AppendExpectedRevision,
  BACKWARDS,
  DeadlineExceededError,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import pLimit from 'p-limit';
import { NIL, v4 as uuidV4, validate as isUuid } from 'uuid';
import { Connection } from './connection/connection.js';
import {
  asOurError,
  ClockBehindError,
  ConcurrencyError,
  EventStoreUnavailableError,
  isTransient,
  StreamFullError,
  StreamGoneError,
} from './connection/errors.js';
import { idAt, isInHistory, type KnownPlace } from './reads/log-anchor.js';
import type { LogReads, Pause } from './reads/log-pages.js';
import { lastOfLog, type LogEvent, type LogRange, presenceIn, type Presence } from './reads/log-range.js';
import { OpenCalls } from './reads/open-calls.js';
import { scavenge } from './scavenge.js';
import { SharedWork } from './shared-work.js';
import type { StoredEvent } from './reads/stored-event.js';
import { type ReadContext, readStream } from './reads/stream-reads.js';
import { followLog, type Followed, type SubscriptionOptions } from './reads/subscribe-to-log.js';
import { presentVersion } from './reads/upcast.js';

const timer: Pause = (ms, signal) => delay(ms, undefined, signal && { signal });

/** This stream has one event, which is written at first use. Its id is the identity of the log. */
const STORE_IDENTITY_STREAM = 'store-identity' satisfies StreamCategory;

/**
 * The most appends on their way to the node at once. The client queues appends that its call cannot
 * take. When that call breaks, it rejects the queue where no code can catch it, and the process
 * ends. The call surely takes 15 appends, so none is queued.
 */
const MOST_APPENDS_AT_ONCE = 15;

/** An event on its way into the log. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  /** A UUID. A sender that may retry passes the same one again. Default: a random one. */
  readonly id?: string;
  readonly event: E;
  readonly metadata: { readonly now: number; readonly principalId: string };
}

/** The state in which an append must find the stream: at this revision, or missing. */
export type ExpectedRevision = bigint | 'no_stream';

/** The revision and log position of an append's last event. */
export interface Appended {
  readonly revision: bigint;
  readonly position: bigint;
}

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
}

/** A follower answers from its own later copy: a writer might not see what it has just written. */
const LEADER = { requiresLeader: true };

/** A server that answers so soon has not waited for anything. */
const AT_ONCE_MS = 500;
/** Why an attempt ends that its caller no longer waits for. */
const OVER = 'over';
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The log. Append through one EventStore per process only (compose.ts of the API, the projector's
 * commands). The client library shares its list of open appends between all its instances: a broken
 * connection of one rejects the appends of the others. An answer that comes after that ends the
 * process. Tests that open several stores append through one at a time.
 */
export class EventStore {
  private readonly connection: Connection;
  private readonly patienceMs: number;
  private readonly upcasters: Upcasters;
  private readonly mostEventsFor: NonNullable<EventStoreOptions['mostEventsFor']>;
  private readonly context: ReadContext & LogReads;
  private readonly closing = new AbortController();
  private readonly limitAppends = pLimit(MOST_APPENDS_AT_ONCE);
  private readonly calls = new OpenCalls();
  private readonly scavenges = new SharedWork();
  private knownIdentity: string | undefined;

  /**
   * `esdb://user:password@host:2113?tls=true` or any other connection string of the client.
   * Connects at the first call.
   */
  constructor(
    connectionString: string,
    { patienceMs = 15_000, pause = timer, upcasters, mostEventsFor = () => undefined }: EventStoreOptions,
  ) {
    this.connection = new Connection(connectionString, patienceMs);
    this.patienceMs = patienceMs;
    this.upcasters = upcasters;
    this.mostEventsFor = mostEventsFor;
    const { connection, calls, closing } = this;
    // Every subscription listens to it.
    setMaxListeners(0, closing.signal);
    this.context = { connection, calls, pause, upcasters, patienceMs, closing: closing.signal };
  }

  /**
   * Appends the events to the stream, all or none. Resolves when they are durable.
   *
   * An append without an answer may have landed. It is sent again, with the same ids and the same
   * expected revision, until there is an answer or `patienceMs` is over. The log recognises
   * ids that it holds, so each event is there once.
   *
   * Throws RangeError for an id that is no UUID or is zero, and for an empty type: nothing is sent.
   * Throws StreamFullError when the stream has no room by `mostEventsFor`. Throws ConcurrencyError
   * when the stream is not at `expected`. Throws StreamGoneError when the
   * stream was removed for ever. Throws EventStoreUnavailableError when the store did not answer in
   * that time. The events may then be there or not: append the same ids at the same revision again.
   */
  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const expectedRevision: AppendExpectedRevision = expected === 'no_stream' ? NO_STREAM : expected;
    // Random ids are drawn here, once: every attempt must send the same ones.
    const batch = events.map((event) => toJsonEvent(event, this.upcasters));
    for (const event of batch) checkIsWellFormed(event);
    this.checkRoom(stream, events, expected);
    const options = { expectedRevision, ...LEADER };
    try {
      const result = await this.withPatience((over) =>
        this.limitAppends(async () => {
          // The append may have waited for its turn until it was over. Its caller has an error.
          if (over.aborted) return undefined;
          return this.connection.run((client) => client.appendToStream(stream, batch, options));
        }),
      );
      return { revision: result.nextExpectedRevision, position: result.position?.commit ?? -1n };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new ConcurrencyError(stream);
      if (error instanceof StreamDeletedError) throw new StreamGoneError(stream);
      throw error;
    }
  }

  private checkRoom(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): void {
    const before = expected === 'no_stream' ? 0 : Number(expected) + 1;
    for (const [n, { event }] of events.entries()) {
      if (before + n >= (this.mostEventsFor(stream, event.type) ?? Infinity)) throw new StreamFullError(stream);
    }
  }

  /**
   * Makes an attempt, and repeats it with growing pauses while its error is transient and
   * `patienceMs` is not over. An attempt without any answer is not repeated: the next one would
   * wait in the same connection behind it. Throws EventStoreUnavailableError, and other errors of
   * the attempt.
   */
  private async withPatience<T>(attempt: (over: AbortSignal) => Promise<T | undefined>): Promise<T> {
    const over = new AbortController();
    // A server that is only slow gives an append up after 2 s.
    let refusedAsLate: unknown;
    const untilAnswered = async (): Promise<T | undefined> => {
      for (let pauseMs = FIRST_PAUSE_MS; !over.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
        const beganMs = performance.now();
        try {
          return await attempt(over.signal);
        } catch (error) {
          if (!isTransient(error) || this.closing.signal.aborted) throw error;
          const isAtOnce = performance.now() - beganMs < AT_ONCE_MS;
          refusedAsLate = error instanceof DeadlineExceededError && isAtOnce ? error : undefined;
        }
        await delay(pauseMs, undefined, { signal: over.signal }).catch(() => undefined);
      }
      return undefined;
    };
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.patienceMs).unref();
    });
    try {
      const answer = await Promise.race([untilAnswered(), limit]);
      if (answer !== undefined) return answer;
      throw refusedAsLate ? new ClockBehindError(refusedAsLate) : new EventStoreUnavailableError();
    } catch (error) {
      throw asOurError(error);
    } finally {
      clearTimeout(timer);
      // A reason that is there already: Node would make an error with a stack for each append.
      over.abort(OVER);
    }
  }

  /**
   * The events of a stream from a revision (inclusive), in order. A missing or removed stream gives
   * none. Throws EventStoreUnavailableError. See `readStream`.
   */
  read(stream: string, fromRevision: bigint = 0n): AsyncGenerator<StoredEvent> {
    return readStream(this.context, stream, FORWARDS, fromRevision);
  }

  /**
   * The same from the newest event back to the first. Older events are read in pages, and only when
   * the caller comes to them.
   */
  readBackwards(stream: string): AsyncGenerator<StoredEvent> {
    return readStream(this.context, stream, BACKWARDS);
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
  async truncate(stream: string, beforeRevision: bigint): Promise<void> {
    try {
      await this.withPatience(() =>
        this.connection.run(async (client) => {
          const { metadata } = await this.calls.short(() => client.getStreamMetadata(stream, LEADER));
          const truncated = { ...metadata, truncateBefore: Number(beforeRevision) };
          return client.setStreamMetadata(stream, truncated, LEADER);
        }),
      );
    } catch (error) {
      // A stream that was removed for ever needs no truncation.
      if (!(error instanceof StreamDeletedError)) throw error;
    }
  }

  /**
   * Removes a stream for ever: reads give nothing and appends throw StreamGoneError. The next
   * scavenge removes its events. Harmless when repeated. Throws EventStoreUnavailableError.
   */
  async removeForEver(stream: string): Promise<void> {
    try {
      await this.withPatience(() =>
        this.calls.short(() => this.connection.run((client) => client.tombstoneStream(stream, LEADER))),
      );
    } catch (error) {
      if (!(error instanceof StreamDeletedError)) throw error;
    }
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

function toJsonEvent({ id = uuidV4(), event, metadata }: NewEvent, upcasters: Upcasters) {
  const schemaVersion = presentVersion(upcasters, event.type);
  return jsonEvent({
    id,
    type: event.type,
    data: event.data as Record<string, unknown>,
    metadata: { schemaVersion, at: metadata.now, principalId: metadata.principalId },
  });
}

/**
 * EventStoreDB answers a malformed event twice. The second answer comes 2 s later, and the client
 * throws it where no code can catch it. So no such event is sent.
 */
function checkIsWellFormed({ id, type }: { readonly id: string; readonly type: string }): void {
  if (!isUuid(id) || id === NIL) throw new RangeError(`The event id ${id} is no UUID, or is the zero one.`);
  if (type === '') throw new RangeError('An event has no type.');
}

async function orUnavailable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asOurError(error);
  }
}
