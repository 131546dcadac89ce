import { setTimeout as delay } from 'node:timers/promises';
import { accountStream, erasureDecider, type ErasurePhase, erasureStream } from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { NotYet } from '../reactors/reaction.js';
import type { ErasureWatch } from '../runtime/rebuilding/repair.js';
import { ALL_TABLES, eraseTables } from './erase-tables.js';

const LOOK_AGAIN_MS = 500;

/** Detects erasures while another process writes rows of a user. */
export const erasureWatch = (stores: { store: EventStore; readModels: ReadModels }): ErasureWatch => ({
  markOf: (userId) => erasureMark(stores.store, userId),
  eraseAgain: (userId) => eraseAgain(stores, userId),
});

/** The phases in which erased rows may have been deleted already. */
const ROWS_MAY_BE_GONE: ReadonlySet<ErasurePhase> = new Set(['deleting-rows', 'awaiting-merges', 'completed']);

/**
 * A mark of the progress of a user's erasures. It changes with every step. A writer reads a user's
 * streams, writes rows, and compares the marks before and after: otherwise erased time could come
 * back.
 */
async function erasureMark(store: EventStore, userId: string): Promise<string> {
  // The erasure of an account removes both streams in the end.
  const hasAccount = (await newestRevision(store, accountStream(userId))) !== undefined;
  return [await newestRevision(store, erasureStream(userId)), hasAccount].join();
}

async function newestRevision(store: EventStore, stream: string): Promise<bigint | undefined> {
  for await (const { revision } of store.readBackwards(stream)) return revision;
  return undefined;
}

/** Deletes rows again that were written after an erasure had deleted them. Safe to repeat. */
async function eraseAgain(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
): Promise<void> {
  const { state } = await readState(store, erasureStream(userId), erasureDecider);
  if (!state) {
    const isGone = (await newestRevision(store, accountStream(userId))) === undefined;
    return isGone ? readModels.eraseUserRows(ALL_TABLES, userId) : undefined;
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
