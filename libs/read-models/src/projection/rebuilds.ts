import type { Database } from '../database/database.js';
import { clickHouseTime } from './checkpoints.js';

/**
 * How far a rebuild is. `filling`: it fills the side tables. `swapping`: the side tables take the
 * place of the tables, and it adds the events that came meanwhile. `done`: nothing is left of it.
 */
export interface RebuildRecord {
  readonly id: string;
  /** Names of the tables that it rebuilds. */
  readonly tables: readonly string[];
  readonly state: 'filling' | 'swapping' | 'done';
  /** Everything up to and including this position is in the side tables. */
  readonly position: bigint;
  /** Where the log ended when the rebuild began. */
  readonly target: bigint;
  /** How many events were replayed so far. */
  readonly events: number;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** The newest rebuild of this log's tables; undefined when there never was one. */
export async function readRebuild(database: Database, storeId: string): Promise<RebuildRecord | undefined> {
  const [row] = await database.rows<[string, string, RebuildRecord['state'], ...string[]]>(
    `SELECT id, tables, state, position, target, events, toUnixTimestamp64Milli(started_at),
       toUnixTimestamp64Milli(updated_at)
     FROM rebuilds FINAL WHERE store_id = {store_id:String}`,
    { store_id: storeId },
  );
  if (!row) return undefined;
  const [id, tables, state, position = '0', target = '0', events, startedAt, updatedAt] = row;
  return {
    ...{ id, state, tables: tables.split(',') },
    ...{ position: BigInt(position), target: BigInt(target), events: Number(events) },
    ...{ startedAt: Number(startedAt), updatedAt: Number(updatedAt) },
  };
}

/** Records how far a rebuild is. This replaces the record before. */
export async function writeRebuild(database: Database, storeId: string, rebuild: RebuildRecord): Promise<void> {
  const { id, tables, state, position, target, events, startedAt, updatedAt } = rebuild;
  const row = {
    ...{ store_id: storeId, id, tables: tables.join(','), state },
    ...{ position: position.toString(), target: target.toString(), events },
    ...{ started_at: clickHouseTime(startedAt), updated_at: clickHouseTime(updatedAt) },
  };
  await database.insert('rebuilds', [row]);
}
