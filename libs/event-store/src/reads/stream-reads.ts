import { setTimeout as delay } from 'node:timers/promises';
import type { Upcasters } from '@app/domain';
import {
  BACKWARDS,
  type Direction,
  END,
  FORWARDS,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { Connection } from '../connection/connection.js';
import { elementsOf } from './elements-of.js';
import { asOurError, isTransient } from '../connection/errors.js';
import { leaveTurns } from './loop-turns.js';
import type { OpenCalls } from './open-calls.js';
import { type StoredEvent, toStoredEvent } from './stored-event.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Events in the first call of a read: a feed of two weeks backwards, and most streams forwards.
 * Each later call reads twice as many, up to LARGEST_PAGE.
 */
const FIRST_PAGE = { [BACKWARDS]: 16, [FORWARDS]: 128 };
const LARGEST_PAGE = 1_024;
/** Folding so many takes a millisecond or two. */
const EVENTS_OF_A_STRETCH = 32;

/** What a read needs of its store. */
export interface ReadContext {
  readonly connection: Connection;
  readonly calls: OpenCalls;
  readonly upcasters: Upcasters;
  /** How long a read is tried before it fails, in ms, since its last event. */
  readonly patienceMs: number;
  /** Aborted when the store closes. */
  readonly closing: AbortSignal;
}

/** Where a read begins, and how many events its first call asks for. */
export interface ReadFrom {
  /** Inclusive. Default: the end that the direction leaves from. */
  readonly from?: bigint;
  readonly pageSize?: number;
}

/**
 * The events of a stream, page by page. Each page is read to its end before its first event is
 * given. So a slow reader, or one that reads another stream inside its loop, holds no call open,
 * and none is cancelled.
 *
 * When the connection breaks, the read goes on behind the last event that arrived, with growing
 * pauses. Throws EventStoreUnavailableError when nothing arrived for `patienceMs`.
 */
export async function* readStream(
  context: ReadContext,
  stream: string,
  direction: Direction,
  options: ReadFrom,
): AsyncGenerator<StoredEvent> {
  let { from } = options;
  let pauseMs = FIRST_PAUSE_MS;
  let progressMs = performance.now();
  for (let maxCount = options.pageSize ?? FIRST_PAGE[direction]; from !== -1n;) {
    const { events, failure } = await context.calls.short(() =>
      readPage(context, stream, { direction, from, maxCount }),
    );
    for (const [n, event] of events.entries()) {
      if (n % EVENTS_OF_A_STRETCH === 0) await leaveTurns();
      yield event;
    }
    const last = events.at(-1);
    if (last) {
      from = last.revision + (direction === FORWARDS ? 1n : -1n);
      pauseMs = FIRST_PAUSE_MS;
      progressMs = performance.now();
    }
    if (failure) {
      if (failure instanceof StreamNotFoundError || failure instanceof StreamDeletedError) return;
      const isOver = performance.now() - progressMs > context.patienceMs || context.closing.aborted;
      if (isOver || !isTransient(failure)) throw asOurError(failure);
      await delay(pauseMs, undefined, { signal: context.closing }).catch(() => undefined);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      continue;
    }
    if (events.length < maxCount) return;
    maxCount = Math.min(2 * maxCount, LARGEST_PAGE);
  }
}

/** Whether a stream was removed for ever. False for one with events, and for one that never was. */
export async function isRemoved(context: ReadContext, stream: string): Promise<boolean> {
  const request: PageRequest = { direction: FORWARDS, from: undefined, maxCount: 1 };
  const { failure } = await context.calls.short(() => readPage(context, stream, request));
  if (failure instanceof StreamDeletedError) return true;
  if (failure && !(failure instanceof StreamNotFoundError)) throw failure;
  return false;
}

interface PageRequest {
  readonly direction: Direction;
  /** Inclusive. Undefined: the end that the direction leaves from. */
  readonly from: bigint | undefined;
  readonly maxCount: number;
}

interface Page {
  readonly events: readonly StoredEvent[];
  /** What ended the page too early. */
  readonly failure: Error | undefined;
}

/** What arrives of a page. Rejects only when an event has a shape that the client never sends. */
async function readPage(context: ReadContext, stream: string, request: PageRequest): Promise<Page> {
  const { direction, from, maxCount } = request;
  const start = direction === FORWARDS ? START : END;
  const fromRevision = from === undefined || (from === 0n && direction === FORWARDS) ? start : from;
  const arrived: ResolvedEvent[] = [];
  let failure: Error | undefined;
  try {
    await context.connection.run(async (client, over) => {
      const call = client.readStream(stream, { direction, fromRevision, maxCount, requiresLeader: true });
      over.addEventListener('abort', () => void call.cancel().catch(() => undefined), { once: true });
      for await (const element of elementsOf<ResolvedEvent>(call, () => call.cancel())) arrived.push(element);
    });
  } catch (error) {
    failure = error as Error;
  }
  const events: StoredEvent[] = [];
  for (const [n, { event }] of arrived.entries()) {
    if (n % EVENTS_OF_A_STRETCH === 0) await leaveTurns();
    if (event) events.push(toStoredEvent(event, context.upcasters));
  }
  return { events, failure };
}
