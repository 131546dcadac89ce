import type { Database } from '../database/database.js';
import { type CheckpointKey, type CheckpointKeys, clickHouseTime } from './checkpoints.js';

/**
 * An event that a projection could not read, and the reason. It is parked, so that the other events
 * go on.
 */
export interface ParkedEvent {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly reason: string;
}

/** Records parked events. Parking one again changes nothing but its time. */
export async function parkEvents(
  database: Database,
  key: CheckpointKey,
  { events, now }: { events: readonly ParkedEvent[]; now: number },
): Promise<void> {
  if (events.length === 0) return;
  const values = events.map(({ position, stream, revision, type, reason }) => ({
    projection: key.projection,
    store_id: key.storeId,
    position: position.toString(),
    stream,
    revision: revision.toString(),
    type,
    reason,
    parked_at: clickHouseTime(now),
  }));
  await database.insert('parked_events', values);
}

/** How many events the projections have parked. An event that several have parked counts once. */
export async function countParkedEvents(database: Database, { projections, storeId }: CheckpointKeys): Promise<number> {
  const [[count] = ['0']] = await database.rows<[string]>(
    `SELECT uniqExact(position) FROM parked_events
     WHERE projection IN {projections:Array(String)} AND store_id = {store_id:String}`,
    { projections, store_id: storeId },
  );
  return Number(count);
}

/** A parked event, and when it was parked, in epoch ms. */
export interface ParkedEventInTable extends ParkedEvent {
  readonly parkedAt: number;
}

/** The parked events, the newest of the log first. One that several projections parked is one. */
export async function readParkedEvents(
  database: Database,
  { projections, storeId, most }: CheckpointKeys & { readonly most: number },
): Promise<ParkedEventInTable[]> {
  const rows = await database.rows<[string, string, string, string, string, string]>(
    `SELECT position, any(stream), any(revision), any(type), any(reason), max(toUnixTimestamp64Milli(parked_at))
     FROM parked_events
     WHERE projection IN {projections:Array(String)} AND store_id = {store_id:String}
     GROUP BY position ORDER BY position DESC LIMIT {most:UInt32}`,
    { projections, store_id: storeId, most },
  );
  return rows.map(([position, stream, revision, type, reason, parkedAt]) => ({
    ...{ position: BigInt(position), revision: BigInt(revision), parkedAt: Number(parkedAt) },
    ...{ stream, type, reason },
  }));
}
