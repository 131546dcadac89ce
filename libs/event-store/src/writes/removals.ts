import { StreamDeletedError } from '@eventstore/db-client';
import type { Connection } from '../connection/connection.js';
import type { OpenCalls } from '../reads/open-calls.js';
import { type Patience, withPatience } from './patience.js';

/** A follower answers from its own later copy: a writer might not see what it has just written. */
const LEADER = { requiresLeader: true };

/** What removals need of their store. */
export interface RemovalContext extends Patience {
  readonly connection: Connection;
  readonly calls: OpenCalls;
}

/** Hides the events of a stream before a revision. See `EventStore.truncate`. */
export function truncate(context: RemovalContext, stream: string, beforeRevision: bigint): Promise<void> {
  const { connection, calls } = context;
  return unlessRemoved(() =>
    withPatience(context, () =>
      connection.run(async (client) => {
        const { metadata } = await calls.short(() => client.getStreamMetadata(stream, LEADER));
        const truncated = { ...metadata, truncateBefore: Number(beforeRevision) };
        return client.setStreamMetadata(stream, truncated, LEADER);
      }),
    ),
  );
}

/** Removes a stream for ever. See `EventStore.removeForEver`. */
export function removeForEver(context: RemovalContext, stream: string): Promise<void> {
  const { connection, calls } = context;
  return unlessRemoved(() =>
    withPatience(context, () => calls.short(() => connection.run((client) => client.tombstoneStream(stream, LEADER)))),
  );
}

/** A stream that was removed for ever needs no further removal. */
async function unlessRemoved(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof StreamDeletedError)) throw error;
  }
}
