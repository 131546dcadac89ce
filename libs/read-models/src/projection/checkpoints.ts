import type { ClickHouseClient } from '@clickhouse/client';

/** Which projection of which log. A position means nothing in another log. */
export interface CheckpointKey {
  readonly projection: string;
  readonly storeId: string;
}

/** How far a projection has come: everything up to and including the position is in the tables. */
export interface Checkpoint {
  readonly position: bigint;
  /** When the event at that position was recorded, epoch ms. */
  readonly recordedAt: number;
}

/** The newest checkpoint; undefined when nothing of this log was projected. */
export async function readCheckpoint(client: ClickHouseClient, key: CheckpointKey): Promise<Checkpoint | undefined> {
  const result = await client.query({
    query: `SELECT position, toUnixTimestamp64Milli(recorded_at) AS recorded_at FROM checkpoints
            WHERE projection = {projection:String} AND store_id = {store_id:String} ORDER BY position DESC LIMIT 1`,
    query_params: { projection: key.projection, store_id: key.storeId },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ position: string; recorded_at: string }>();
  return row && { position: BigInt(row.position), recordedAt: Number(row.recorded_at) };
}

/** Records the position. Write it after the rows: a crash in between only projects them again. */
export async function writeCheckpoint(
  client: ClickHouseClient,
  key: CheckpointKey,
  { position, recordedAt, now }: Checkpoint & { readonly now: number },
): Promise<void> {
  const row = {
    projection: key.projection,
    store_id: key.storeId,
    position: position.toString(),
    recorded_at: clickHouseTime(recordedAt),
    written_at: clickHouseTime(now),
  };
  await client.insert({ table: 'checkpoints', values: [row], format: 'JSONEachRow' });
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
