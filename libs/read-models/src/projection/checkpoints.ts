import { SHARDS } from '@app/domain';
import type { Database } from '../database/database.js';
import { deleteRows } from '../statements/statement.js';

/** A projection and its log. A position means nothing in another log. */
export interface CheckpointKey {
  readonly projection: string;
  readonly storeId: string;
}

/** Several projections of one log. */
export interface CheckpointKeys {
  readonly projections: readonly string[];
  readonly storeId: string;
}

/** In the place of a shard: all shards at once. */
const WHOLE_LOG = 0;

/** How far a projection has come: everything up to and including the position is in the tables. */
export interface Checkpoint {
  readonly position: bigint;
  /** When the event at that position was recorded, epoch ms. */
  readonly recordedAt: number;
  /** The id of the event at that position. Undefined in checkpoints of older versions. */
  readonly eventId?: string | undefined;
}

/**
 * How far the projection has come as a whole: as far as its slowest shard. Undefined while one of
 * its shards has no checkpoint.
 */
export async function readCheckpoint(database: Database, key: CheckpointKey): Promise<Checkpoint | undefined> {
  return leastCheckpoint(await readCheckpoints(database, key));
}

/**
 * How far the slowest of these shards has come. Undefined while one of them has no checkpoint. By
 * default: all shards.
 */
export function leastCheckpoint(checkpoints: ReadonlyMap<number, Checkpoint>, shards = SHARDS): Checkpoint | undefined {
  let least: Checkpoint | undefined;
  for (const shard of shards) {
    const checkpoint = checkpoints.get(shard);
    if (!checkpoint) return undefined;
    if (!least || checkpoint.position < least.position) least = checkpoint;
  }
  return least;
}

/**
 * How far each shard has come: by its own checkpoint or by that of the whole log, whichever is
 * further. Shards without either are left out. So a log that was projected as a whole, before there
 * were shards, goes on from where it was.
 */
export async function readCheckpoints(database: Database, key: CheckpointKey): Promise<Map<number, Checkpoint>> {
  const rows = await database.rows<[number, string, string, string]>(
    `SELECT shard, max(position), toUnixTimestamp64Milli(argMax(recorded_at, position)), argMax(event_id, (position, event_id))
     FROM checkpoints
     WHERE projection = {projection:String} AND store_id = {store_id:String} GROUP BY shard`,
    { projection: key.projection, store_id: key.storeId },
  );
  const written = new Map(
    rows.map(([shard, position, recordedAt, eventId]) => [
      shard,
      { position: BigInt(position), recordedAt: Number(recordedAt), eventId: eventId === '' ? undefined : eventId },
    ]),
  );
  const ofAll = written.get(WHOLE_LOG);
  const checkpoints = new Map<number, Checkpoint>();
  for (const shard of SHARDS) {
    const own = written.get(shard);
    const furthest = own && ofAll ? (own.position > ofAll.position ? own : ofAll) : (own ?? ofAll);
    if (furthest) checkpoints.set(shard, furthest);
  }
  return checkpoints;
}

/**
 * Records the position of the whole log. Write it after the rows: then a crash in between only
 * makes the projector write them again.
 */
export function writeCheckpoint(
  database: Database,
  key: CheckpointKey,
  checkpoint: Checkpoint & { readonly now: number },
): Promise<void> {
  return writeCheckpoints(database, { projections: [key.projection], storeId: key.storeId }, checkpoint);
}

/**
 * Records one position for many projections and shards, in one insert. Without `shards` it is for
 * the whole log. A shard's checkpoint means: all events of its users up to there are in the tables.
 * It moves on with the log, also when its users have no events. No checkpoint goes back, whatever
 * the order of the writes.
 */
export async function writeCheckpoints(
  database: Database,
  { projections, storeId }: CheckpointKeys,
  {
    shards = [WHOLE_LOG],
    position,
    recordedAt,
    eventId = '',
    now,
  }: Checkpoint & { readonly shards?: readonly number[]; readonly now: number },
): Promise<void> {
  const values = projections.flatMap((projection) =>
    shards.map((shard) => ({
      projection,
      store_id: storeId,
      shard,
      position: position.toString(),
      recorded_at: clickHouseTime(recordedAt),
      event_id: eventId,
      written_at: clickHouseTime(now),
    })),
  );
  if (values.length > 0) await database.insert('checkpoints', values);
}

/** Forgets every checkpoint of all projections and logs. */
export async function forgetAllCheckpoints(database: Database): Promise<void> {
  await database.change(deleteRows('checkpoints', '1 = 1'), { settings: { lightweight_deletes_sync: '2' } });
}

/** Forgets every checkpoint of the projection, of all logs. */
export async function forgetCheckpoints(database: Database, projection: string): Promise<void> {
  await database.change(deleteRows('checkpoints', 'projection = {projection:String}'), {
    values: { projection },
    settings: { lightweight_deletes_sync: '2' },
  });
}

/**
 * Whether a checkpoint of another log exists. Then the tables hold rows that do not belong to this
 * log.
 */
export async function hasForeignCheckpoint(database: Database, key: CheckpointKey): Promise<boolean> {
  const [[isForeign] = [0]] = await database.rows<[number]>(
    `SELECT count() > 0 FROM checkpoints WHERE projection = {projection:String} AND store_id != {store_id:String}`,
    { projection: key.projection, store_id: key.storeId },
  );
  return isForeign === 1;
}

/** Epoch ms as ClickHouse reads a DateTime64(3). It does not take `0.000` for seconds. */
export const clickHouseTime = (ms: number): string => new Date(ms).toISOString();
