import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';

/**
 * Whether a projection with this checkpoint has every event of our streams up to a position. The
 * log may hold any number of events of other programs between the checkpoint and the position.
 *
 * False also when there are too many of them to look at: see `presenceIn`. A projector that runs
 * passes them, and its checkpoint with it, within a second.
 */
export async function hasReached(store: EventStore, checkpoint: bigint | undefined, upTo: bigint): Promise<boolean> {
  if (checkpoint !== undefined && checkpoint >= upTo) return true;
  return (await store.presenceIn({ after: checkpoint, upTo, streamPrefixes: STREAM_PREFIXES })) === 'absent';
}
