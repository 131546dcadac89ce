import type {
  AllStreamRecordedEvent,
  AllStreamResolvedEvent,
  Direction,
  EventStoreDBClient,
  ReadPosition,
} from '@eventstore/db-client';
import type { Connection } from '../connection/connection.js';
import { elementsOf } from './elements-of.js';
import type { OpenCalls } from './open-calls.js';

/** What a read of the whole log needs of its store. */
export interface LogReads {
  readonly connection: Connection;
  readonly calls: OpenCalls;
  /** Waits before a second try, in ms. */
  readonly pause: Pause;
}

/** Resolves after so many ms. Rejects when the signal ends the wait. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

export interface LogPageRequest {
  readonly direction: Direction;
  /** Inclusive forwards, exclusive backwards. */
  readonly fromPosition: ReadPosition;
  readonly maxCount: number;
  /** Ends the read, which then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A page of the whole log, read to its end. The leader answers, because every member of a cluster
 * scavenges for itself, and a follower may lag behind a position that the leader gave.
 */
export function readLogPage(
  { connection, calls }: LogReads,
  request: LogPageRequest,
): Promise<AllStreamRecordedEvent[]> {
  const { signal, ...options } = request;
  const read = async (client: EventStoreDBClient, over: AbortSignal) => {
    signal?.throwIfAborted();
    const call = client.readAll({ ...options, requiresLeader: true });
    const cancel = () => call.cancel();
    const onAbort = () => void cancel().catch(() => undefined);
    signal?.addEventListener('abort', onAbort, { once: true });
    over.addEventListener('abort', onAbort, { once: true });
    const events: AllStreamRecordedEvent[] = [];
    try {
      for await (const { event } of elementsOf<AllStreamResolvedEvent>(call, cancel)) if (event) events.push(event);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    signal?.throwIfAborted();
    return events;
  };
  return calls.short(() => connection.run(read));
}
