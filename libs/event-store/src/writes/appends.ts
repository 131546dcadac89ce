import type { Upcasters } from '@app/domain';
import {
  type AppendExpectedRevision,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import pLimit from 'p-limit';
import type { Connection } from '../connection/connection.js';
import { ConcurrencyError, StreamFullError, StreamGoneError } from '../connection/errors.js';
import { type NewEvent, toJsonEvent } from './new-event.js';
import { type Patience, withPatience } from './patience.js';

/**
 * The most appends on their way to the node at once. The client queues appends that its call cannot
 * take. When that call breaks, it rejects the queue where no code can catch it, and the process
 * ends. The call surely takes 15 appends, so none is queued.
 */
const MOST_APPENDS_AT_ONCE = 15;

/** The state in which an append must find the stream: at this revision, or missing. */
export type ExpectedRevision = bigint | 'no_stream';

/** The revision and log position of an append's last event. */
export interface Appended {
  readonly revision: bigint;
  readonly position: bigint;
}

export interface AppendOptions {
  /** The events take the place of others of their stream, so a full stream takes them too. */
  readonly isRewriting?: boolean;
}

/** What appends need of their store. */
export interface AppendContext extends Patience {
  readonly connection: Connection;
  readonly upcasters: Upcasters;
  /**
   * The most events that a stream may have when an event of this type is appended. Undefined: any
   * number.
   */
  readonly mostEventsFor: (stream: string, type: string) => number | undefined;
}

/** The appends of one EventStore. It has a limit of how many are on their way. */
export class Appends {
  private readonly limit = pLimit(MOST_APPENDS_AT_ONCE);

  constructor(private readonly context: AppendContext) {}

  /** See `EventStore.append`. */
  async append(
    stream: string,
    events: readonly NewEvent[],
    { expected, isRewriting = false }: AppendOptions & { readonly expected: ExpectedRevision },
  ): Promise<Appended> {
    const { connection, upcasters } = this.context;
    const expectedRevision: AppendExpectedRevision = expected === 'no_stream' ? NO_STREAM : expected;
    // Random ids are drawn here, once: every attempt must send the same ones.
    const batch = events.map((event) => toJsonEvent(event, upcasters));
    if (!isRewriting) this.checkRoom(stream, events, expected);
    const options = { expectedRevision, requiresLeader: true };
    try {
      const result = await withPatience(this.context, (over) =>
        this.limit(async () => {
          // The append may have waited for its turn until it was over. Its caller has an error.
          if (over.aborted) return undefined;
          return connection.run((client) => client.appendToStream(stream, batch, options));
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
      const most = this.context.mostEventsFor(stream, event.type) ?? Infinity;
      if (before + n >= most) throw new StreamFullError(stream);
    }
  }
}
