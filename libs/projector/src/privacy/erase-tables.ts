import { type BucketRow, bucketRows, type DailyRow, dailyRows, type Erasure, STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  activityTables,
  engineTime,
  eraseDayRows,
  eraseUserRows,
  readCheckpoint,
  type ReadModels,
  readRebuild,
  writeRows,
} from '@app/read-models';
import { NotYet } from '../reactors/reaction.js';
import { readDay } from '../reactors/user-log.js';
import { ACTIVITY_PROJECTION } from '../runtime/resume.js';

const LOOK_AGAIN_MS = 500;
/** Some 20,000 rows. */
const DAYS_OF_AN_INSERT = 50;
/** A rebuild that gave no sign for so long was cut off: see `rebuild`. */
const LOST_REBUILD_MS = 30_000;

/**
 * Deletes the rows of what was erased, when nobody can write them again: the projection has passed the erasure, and no rebuild
 * replays what was before it. What survived of the days is written first, under its new positions, so no report misses it.
 *
 * Resolves to the engine's time, in epoch seconds, at which the last of them was deleted. Safe to repeat. Throws NotYet.
 */
export async function eraseTables(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
  { isAccount, erased, upTo }: Pick<Erasure, 'isAccount' | 'erased' | 'upTo'>,
): Promise<number> {
  const { client } = readModels;
  await checkNobodyIsBehind({ store, readModels }, BigInt(upTo));
  if (isAccount) {
    await eraseUserRows(client, userId);
    return engineTime(client);
  }
  await writeSurvivors({ store, readModels }, userId, erased);
  await eraseDayRows(client, userId, erased);
  return engineTime(client);
}

async function writeSurvivors(
  { store, readModels }: { store: EventStore; readModels: ReadModels },
  userId: string,
  days: Erasure['erased'],
): Promise<void> {
  const tables = await activityTables(readModels.client);
  for (let n = 0; n < days.length; n += DAYS_OF_AN_INSERT) {
    const [buckets, daily]: [BucketRow[], DailyRow[]] = [[], []];
    for (const { localDate } of days.slice(n, n + DAYS_OF_AN_INSERT)) {
      const { day } = await readDay(store, userId, localDate);
      buckets.push(...bucketRows({ userId, localDate }, day.bucketsSince()));
      daily.push(...dailyRows({ userId, localDate }, day.totalsSince()));
    }
    for (const table of tables.buckets) await writeRows(readModels, table, buckets);
    for (const table of tables.daily) await writeRows(readModels, table, daily);
  }
}

async function checkNobodyIsBehind(
  { store, readModels: { client } }: { store: EventStore; readModels: ReadModels },
  upTo: bigint,
): Promise<void> {
  const storeId = await store.identity();
  const checkpoint = await readCheckpoint(client, { projection: ACTIVITY_PROJECTION, storeId });
  const newest = await store.newestEvent(STREAM_PREFIXES);
  // The event that it is to pass may have been scavenged since: then the newest one will do.
  const awaited = newest && newest.position < upTo ? newest.position : upTo;
  if (newest && (checkpoint?.position ?? -1n) < awaited) throw new NotYet(LOOK_AGAIN_MS);
  const rebuild = await readRebuild(client, storeId);
  const isReplaying = rebuild && rebuild.state !== 'done' && Date.now() - rebuild.updatedAt < LOST_REBUILD_MS;
  if (isReplaying) throw new NotYet(LOST_REBUILD_MS);
}
