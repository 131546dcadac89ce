import { setTimeout as delay } from 'node:timers/promises';
import type { Upcasters } from '@app/domain';
import { type AllStreamResolvedEvent, type EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import { elementsOf } from './elements-of.js';
import { isTransient } from './errors.js';
import { type StoredEvent, toStoredEvent } from './stored-event.js';

export interface SubscriptionOptions {
  /** Deliver events after this log position (exclusive). Default: from the beginning. */
  readonly after?: bigint | undefined;
  /** Only streams whose names begin with one of these. */
  readonly streamPrefixes: readonly string[];
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /** Called when the node has accepted the subscription, at first and after each interruption. */
  readonly onConfirmed?: () => void;
  /** Called on every interruption. The subscription then starts again. */
  readonly onInterrupted?: (error: unknown) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * The events of the chosen streams in log order: first past events, then new ones, each exactly
 * once.
 *
 * A node that stops, drops a slow consumer or loses its leadership only interrupts the
 * subscription. It starts again after the last delivered event, with growing pauses. Other errors
 * throw: access denied, or a position of another log. The client's checkpoints are not used,
 * because they run ahead of the events in its buffer.
 */
export async function* subscribeToLog(
  client: EventStoreDBClient,
  {
    after,
    streamPrefixes,
    signal,
    onConfirmed,
    onInterrupted,
    upcasters,
  }: SubscriptionOptions & { readonly signal: AbortSignal; readonly upcasters: Upcasters },
): AsyncGenerator<StoredEvent> {
  let delivered = after;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const subscription = client.subscribeToAll({
      fromPosition: delivered === undefined ? START : { commit: delivered, prepare: delivered },
      filter: streamNameFilter({ prefixes: [...streamPrefixes] }),
    });
    if (onConfirmed) subscription.once('confirmation', onConfirmed);
    const stop = () => subscription.unsubscribe();
    const onAbort = () => void stop().catch(() => undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      for await (const { event } of elementsOf<AllStreamResolvedEvent>(subscription, stop)) {
        if (!event || signal.aborted) continue;
        yield toStoredEvent(event, upcasters);
        delivered = event.position.commit;
        pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isTransient(error)) throw error;
      onInterrupted?.(error);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
