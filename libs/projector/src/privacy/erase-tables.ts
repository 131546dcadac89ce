import { type Erasure, type LocalDate } from '@app/domain';
import type { EventStore } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { PROJECTIONS } from '../projections/index.js';
import { NotYet } from '../reactors/reaction.js';
import { hasReached } from '../runtime/progress/has-reached.js';
import { foldStream } from '../runtime/fold-cache.js';
import type { Projection } from '../runtime/projection.js';
import { RowWriter } from '../runtime/row-writer.js';

/** The tables of all projections. */
export const ALL_TABLES = PROJECTIONS.flatMap(({ tables }) => tables);

/** The projections whose streams lose events to the erasure of a slice of time. */
export const slicedOf = (projections: readonly Projection[]): Projection[] =>
  projections.filter(({ fold }) => fold.erasedBy === 'slices and account');

const SLICED = slicedOf(PROJECTIONS);

const LOOK_AGAIN_MS = 500;
/** About 20,000 rows. */
const STREAMS_OF_AN_INSERT = 50;
/** A rebuild without progress for so long was cut off. See `rebuild`. */
const LOST_REBUILD_MS = 30_000;

/**
 * Deletes the rows of erased time. It waits until no process can write them again: every projection
 * has passed the erasure, and no rebuild replays older events. It first writes the rows of the
 * remaining time with their new positions, so no report misses them.
 *
 * Resolves to the engine's time after the last delete, in epoch seconds. Safe to repeat. Throws
 * NotYet.
 */
export async function eraseTables(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
  { isAccount, erased, upTo }: Pick<Erasure, 'isAccount' | 'erased' | 'upTo'>,
): Promise<number> {
  await checkNothingIsBehind({ store, readModels }, BigInt(upTo));
  if (isAccount) {
    await readModels.eraseUserRows(ALL_TABLES, userId);
    return readModels.engineTime();
  }
  await writeSurvivors(
    { store, readModels },
    userId,
    erased.map(({ localDate }) => localDate),
  );
  const tables = SLICED.flatMap((projection) => projection.tables);
  await readModels.eraseDayRows(tables, { userId, days: erased });
  return readModels.engineTime();
}

/**
 * Writes the rows of the remaining time. It reads each stream once for all projections that fold
 * it.
 */
async function writeSurvivors(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
  days: readonly LocalDate[],
): Promise<void> {
  for (const fold of new Set(SLICED.map((projection) => projection.fold))) {
    const tables = SLICED.filter((projection) => projection.fold === fold).flatMap((one) => one.tables);
    const writer = new RowWriter(readModels, await readModels.tablesOnHand(tables));
    const streams = fold.streamsOf(userId, days);
    for (let n = 0; n < streams.length; n += STREAMS_OF_AN_INSERT) {
      for (const stream of streams.slice(n, n + STREAMS_OF_AN_INSERT)) {
        writer.add(await foldStream(store, fold, stream));
      }
      await writer.write();
    }
  }
}

async function checkNothingIsBehind(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  upTo: bigint,
): Promise<void> {
  const storeId = await store.identity();
  const checkpoints = await Promise.all(
    PROJECTIONS.map(({ checkpoint }) => readModels.readCheckpoint({ projection: checkpoint, storeId })),
  );
  for (const checkpoint of checkpoints) {
    if (!(await hasReached(store, checkpoint?.position, upTo))) throw new NotYet(LOOK_AGAIN_MS);
  }
  const rebuild = await readModels.readRebuild(storeId);
  const isReplaying = rebuild && rebuild.state !== 'done' && Date.now() - rebuild.updatedAt < LOST_REBUILD_MS;
  if (isReplaying) throw new NotYet(LOST_REBUILD_MS);
}
