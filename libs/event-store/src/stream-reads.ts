import { setTimeout as delay } from 'node:timers/promises';
import type { Upcasters } from '@app/domain';
import {
  BACKWARDS,
  type Direction,
  END,
  type EventStoreDBClient,
  FORWARDS,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { elementsOf } from './elements-of.js';
import { asUnavailable, isTransient } from './errors.js';
import type { OpenCalls } from './open-calls.js';
import { type StoredEvent, toStoredEvent } from './stored-event.js';

const PAUSE_MS = 50;

/**
 * Events in the first call of a read: a feed of two weeks backwards, and most streams forwards.
 * Each later call reads twice as many, up to LARGEST_PAGE.
 */
const FIRST_PAGE = { [BACKWARDS]: 16, [FORWARDS]: 128 };
const LARGEST_PAGE = 1_024;

/** What a read needs of its store. */
export interface ReadContext {
  readonly client: EventStoreDBClient;
  readonly calls: OpenCalls;
  readonly upcasters: Upcasters;
  /** Aborted when the store closes. */
  readonly closing: AbortSignal;
}

/**
 * The events of a stream, page by page. Each page is read to its end before its first event is
 * given. So a slow reader, or one that reads another stream inside its loop, holds no call open,
 * and none is cancelled.
 *
 * When the connection breaks, the read goes on once, behind the last event that arrived. Throws
 * EventStoreUnavailableError when it breaks again before the next event.
 */
export async function* readStream(
  context: ReadContext,
  stream: string,
  direction: Direction,
  fromRevision?: bigint,
): AsyncGenerator<StoredEvent> {
  let from = fromRevision;
  let hasFailed = false;
  for (let maxCount = FIRST_PAGE[direction]; from !== -1n;) {
    const { events, failure } = await context.calls.short(() =>
      readPage(context, stream, { direction, from, maxCount }),
    );
    yield* events;
    const last = events.at(-1);
    if (last) from = last.revision + (direction === FORWARDS ? 1n : -1n);
    if (failure) {
      if (failure instanceof StreamNotFoundError || failure instanceof StreamDeletedError) return;
      const isHopeless = (hasFailed && !last) || !isTransient(failure) || context.closing.aborted;
      if (isHopeless) throw asUnavailable(failure);
      hasFailed = true;
      await delay(PAUSE_MS);
      continue;
    }
    if (events.length < maxCount) return;
    hasFailed = false;
    maxCount = Math.min(2 * maxCount, LARGEST_PAGE);
  }
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
  const call = context.client.readStream(stream, { direction, fromRevision, maxCount });
  const arrived: ResolvedEvent[] = [];
  let failure: Error | undefined;
  try {
    for await (const element of elementsOf<ResolvedEvent>(call, () => call.cancel())) arrived.push(element);
  } catch (error) {
    failure = error as Error;
  }
  const events = arrived.flatMap(({ event }) => (event ? [toStoredEvent(event, context.upcasters)] : []));
  return { events, failure };
}
