import { setTimeout as delay } from 'node:timers/promises';
import { accountStream, erasureDecider, type ErasurePhase, erasureStream } from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import { eraseUserRows, type ReadModels } from '@app/read-models';
import { NotYet } from '../reactors/reaction.js';
import { eraseTables } from './erase-tables.js';

const LOOK_AGAIN_MS = 500;

/** Phases in which rows of what was erased may have been deleted already. */
const ROWS_MAY_BE_GONE: ReadonlySet<ErasurePhase> = new Set(['deleting-rows', 'awaiting-merges', 'completed']);

/**
 * How far the erasures of a user are: equal to what it was before when none went on meanwhile. Whoever writes rows of what
 * they read from a user's streams compares it, or what was erased in between would come back.
 */
export async function erasureMark(store: EventStore, userId: string): Promise<string> {
  const newestOf = async (stream: string) => {
    for await (const { revision } of store.readBackwards(stream)) return revision;
    return undefined;
  };
  // The erasure of an account takes both streams away in the end.
  return [await newestOf(erasureStream(userId)), (await newestOf(accountStream(userId))) !== undefined].join();
}

/** Deletes again what an erasure that went on meanwhile may have deleted before rows of it were written. Safe to repeat. */
export async function eraseAgain(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
): Promise<void> {
  const { state } = await readState(store, erasureStream(userId), erasureDecider);
  if (!state) return eraseUserRows(readModels.client, userId);
  if (!ROWS_MAY_BE_GONE.has(state.phase)) return;
  for (;;) {
    try {
      await eraseTables({ store, readModels }, userId, state);
      return;
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      await delay(LOOK_AGAIN_MS);
    }
  }
}
