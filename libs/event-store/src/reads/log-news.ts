import {
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { Bell } from './bell.js';
import type { LogReads } from './log-pages.js';
import { leaveTurns } from './loop-turns.js';

/** The next events, and then the place that the subscription reached, if the server named it. */
export interface LogNews {
  readonly events: readonly AllStreamRecordedEvent[];
  readonly place: ReachedPlace | undefined;
}

/** All events of the subscription up to here were told. */
export interface ReachedPlace {
  /** The server examined the log up to this position. Undefined when it named none. */
  readonly upTo: bigint | undefined;
  /** Whether the subscription has come to the end of the log, once at least. */
  readonly isCaughtUp: boolean;
}

export interface NewsOptions {
  /** The position of an event that is in the log (exclusive). Undefined: from the beginning. */
  readonly after: bigint | undefined;
  readonly streamPrefixes: readonly string[];
  readonly signal: AbortSignal;
  readonly onConfirmed?: (() => void) | undefined;
}

/** The server examines so many times 32 events between two checkpoints. Each costs one message. */
const CHECKPOINT_INTERVAL = 8;

/** The most events that are told together. */
const MOST_EVENTS = 32;

/**
 * One subscription to $all, until it breaks or the signal ends it. Throws what the client throws.
 *
 * The client reports checkpoints and the end of the past when it receives them, while earlier
 * events may wait in its buffer. A place is told when that buffer is empty. So all events before it
 * were told first.
 */
export async function* newsOfLog({ connection, calls }: LogReads, options: NewsOptions): AsyncGenerator<LogNews> {
  const endOfCall = await calls.subscription(options.signal);
  try {
    yield* subscribe(connection.client, options);
  } finally {
    endOfCall();
  }
}

async function* subscribe(client: EventStoreDBClient, options: NewsOptions): AsyncGenerator<LogNews> {
  const { after, streamPrefixes, signal, onConfirmed } = options;
  if (signal.aborted) return;
  const reading = new Reading();
  const subscription = client.subscribeToAll({
    fromPosition: after === undefined ? START : { commit: after, prepare: after },
    requiresLeader: true,
    filter: streamNameFilter({
      prefixes: [...streamPrefixes],
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached: (_subscription, { commit }) => reading.reached({ upTo: commit }),
    }),
  });
  if (onConfirmed) subscription.once('confirmation', onConfirmed);
  const stop = () => {
    reading.end();
    subscription.unsubscribe().catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    reading.listenTo(subscription);
    while (!signal.aborted) {
      await leaveTurns();
      const events = takeEvents(subscription);
      const place = events.length < MOST_EVENTS ? reading.takePlace() : undefined;
      if (events.length > 0 || place) yield { events, place };
      else if (reading.isOver) return reading.throwFailure();
      else await reading.wait();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    // Drops what still arrives: an unread call would keep the client from closing.
    subscription.removeAllListeners('readable').resume();
  }
}

/** What has arrived, up to a limit. When it is less than the limit, the buffer is empty. */
function takeEvents(subscription: AllStreamSubscription): AllStreamRecordedEvent[] {
  const events: AllStreamRecordedEvent[] = [];
  while (events.length < MOST_EVENTS) {
    const element = subscription.read() as AllStreamResolvedEvent | null;
    if (element === null) break;
    if (element.event) events.push(element.event);
  }
  return events;
}

/** What a subscription tells beside its events. */
class Reading {
  isOver = false;
  private failure: { readonly error: unknown } | undefined;
  private place: ReachedPlace = { upTo: undefined, isCaughtUp: false };
  private isPlaceNew = false;
  private readonly bell = new Bell();

  listenTo(subscription: AllStreamSubscription): void {
    subscription.on('caughtUp', () => this.reached({ isCaughtUp: true }));
    subscription.on('readable', () => this.bell.ring());
    subscription.on('error', (error: unknown) => {
      this.failure ??= { error };
      this.end();
    });
    subscription.on('end', () => this.end());
    subscription.on('close', () => this.end());
  }

  reached(change: Partial<ReachedPlace>): void {
    this.place = { ...this.place, ...change };
    this.isPlaceNew = true;
    this.bell.ring();
  }

  end(): void {
    this.isOver = true;
    this.bell.ring();
  }

  /** The newest place, if it was not taken yet. */
  takePlace(): ReachedPlace | undefined {
    const place = this.isPlaceNew ? this.place : undefined;
    this.isPlaceNew = false;
    return place;
  }

  throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }

  /** Resolves at the next news, or at once when there were any since the last wait. */
  wait(): Promise<void> {
    return this.bell.wait();
  }
}
