import { setTimeout as delay } from 'node:timers/promises';
import { accountStream, erasureDecider, type ErasurePhase, erasureStream } from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import { eraseUserRows, type ReadModels } from '@app/read-models';
import { NotYet } from '../reactors/reaction.js';
import type { ErasureWatch } from '../runtime/rebuilding/repair.js';
import { ALL_TABLES, eraseTables } from './erase-tables.js';

const LOOK_AGAIN_MS = 500;

/** Watches the erasures of users in the log. */
export const erasureWatch = (stores: { store: EventStore; readModels: ReadModels }): ErasureWatch => ({
  markOf: (userId) => erasureMark(stores.store, userId),
  eraseAgain: (userId) => eraseAgain(stores, userId),
});

/** Phases in which rows of what was erased may have been deleted already. */
const ROWS_MAY_BE_GONE: ReadonlySet<ErasurePhase> = new Set(['deleting-rows', 'awaiting-merges', 'completed']);

/**
 * How far the erasures of a user are: equal to what it was before when none went on meanwhile. Whoever writes rows of what
 * they read from a user's streams compares it, or what was erased in between would come back.
 */
async function erasureMark(store: EventStore, userId: string): Promise<string> {
  // The erasure of an account takes both streams away in the end.
  const hasAccount = (await newestRevision(store, accountStream(userId))) !== undefined;
  return [await newestRevision(store, erasureStream(userId)), hasAccount].join();
}

async function newestRevision(store: EventStore, stream: string): Promise<bigint | undefined> {
  for await (const { revision } of store.readBackwards(stream)) return revision;
  return undefined;
}

/** Deletes again what an erasure that went on meanwhile may have deleted before rows of it were written. Safe to repeat. */
async function eraseAgain(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
): Promise<void> {
  const { state } = await readState(store, erasureStream(userId), erasureDecider);
  if (!state) {
    const isGone = (await newestRevision(store, accountStream(userId))) === undefined;
    return isGone ? eraseUserRows(readModels.client, ALL_TABLES, userId) : undefined;
  }
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
