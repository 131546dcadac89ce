import { SHARDS } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';

/** Which projection of which log. A position means nothing in another log. */
export interface CheckpointKey {
  readonly projection: string;
  readonly storeId: string;
}

/** Several projections of one log. */
export interface CheckpointKeys {
  readonly projections: readonly string[];
  readonly storeId: string;
}

/** What stands for all shards at once, in the place of a shard. */
const WHOLE_LOG = 0;

/** How far a projection has come: everything up to and including the position is in the tables. */
export interface Checkpoint {
  readonly position: bigint;
  /** When the event at that position was recorded, epoch ms. */
  readonly recordedAt: number;
}

/**
 * How far the projection has come as a whole: as far as its slowest shard. Undefined while one of them has not begun.
 */
export async function readCheckpoint(client: ClickHouseClient, key: CheckpointKey): Promise<Checkpoint | undefined> {
  return leastCheckpoint(await readCheckpoints(client, key));
}

/** How far these shards have all come, all there are by default; undefined while one of them has not begun. */
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
 * How far each shard has come, by its own checkpoint or by one of the whole log, whichever is further; without those that
 * nothing was projected of. A log that was projected as a whole before it was sharded so goes on where it was.
 */
export async function readCheckpoints(client: ClickHouseClient, key: CheckpointKey): Promise<Map<number, Checkpoint>> {
  const result = await client.query({
    query: `SELECT shard, max(position), toUnixTimestamp64Milli(argMax(recorded_at, position)) FROM checkpoints
            WHERE projection = {projection:String} AND store_id = {store_id:String} GROUP BY shard`,
    query_params: { projection: key.projection, store_id: key.storeId },
    format: 'JSONCompact',
  });
  const written = new Map(
    (await result.json<[number, string, string]>()).data.map(([shard, position, recordedAt]) => [
      shard,
      { position: BigInt(position), recordedAt: Number(recordedAt) },
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

/** Records the position of the whole log. Write it after the rows: a crash in between only projects them again. */
export function writeCheckpoint(
  client: ClickHouseClient,
  key: CheckpointKey,
  checkpoint: Checkpoint & { readonly now: number },
): Promise<void> {
  return writeCheckpoints(client, { projections: [key.projection], storeId: key.storeId }, checkpoint);
}

/**
 * Records one position for many projections and shards, in one insert; for the whole log when `shards` is left out. It says of
 * each shard that all events of its users up to there are in the tables, also when it had none: a shard moves on with the log.
 * No checkpoint goes back, in whatever order they are written.
 */
export async function writeCheckpoints(
  client: ClickHouseClient,
  { projections, storeId }: CheckpointKeys,
  {
    shards = [WHOLE_LOG],
    position,
    recordedAt,
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
      written_at: clickHouseTime(now),
    })),
  );
  if (values.length > 0) await client.insert({ table: 'checkpoints', values, format: 'JSONEachRow' });
}

/** Forgets every checkpoint of the projection, of all logs. */
export async function forgetCheckpoints(client: ClickHouseClient, projection: string): Promise<void> {
  await client.command({
    query: 'DELETE FROM checkpoints WHERE projection = {projection:String}',
    query_params: { projection },
    clickhouse_settings: { lightweight_deletes_sync: '2' },
  });
}

/** Whether a checkpoint of another log exists: the tables hold rows that do not belong to this one. */
export async function hasForeignCheckpoint(client: ClickHouseClient, key: CheckpointKey): Promise<boolean> {
  const result = await client.query({
    query: `SELECT count() > 0 AS foreign FROM checkpoints
            WHERE projection = {projection:String} AND store_id != {store_id:String}`,
    query_params: { projection: key.projection, store_id: key.storeId },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ foreign: number }>();
  return row?.foreign === 1;
}

/** Epoch ms as ClickHouse reads a DateTime64(3): seconds with three decimals. */
export const clickHouseTime = (ms: number): string => (ms / 1000).toFixed(3);
