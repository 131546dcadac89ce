import { setTimeout as delay } from 'node:timers/promises';
import { SHARDS, shardOf } from '@app/domain';
import { type EventStore, OtherHistoryError } from '@app/event-store';
import type { Checkpoint, CheckpointKey, ReadModels } from '@app/read-models';
import { isOfAnotherHistory } from './progress/another-history.js';
import type { Lane } from './lane.js';
import type { StartReason } from './observer.js';
import type { Projection } from './projection.js';

/** Where a projection goes on. */
export interface StartingPoint {
  readonly lane: Lane;
  /**
   * Why it begins at the start of the log. Undefined when it does not, or when another projector
   * reports it.
   */
  readonly startedOver: StartReason | undefined;
}

export interface ResumeOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  /** The shards whose users are projected here. Undefined: all shards. */
  readonly shards?: readonly number[] | undefined;
  /**
   * With several projectors: how long this process must hold its shards before it empties tables,
   * in ms (a lease).
   */
  readonly leaseMs?: number;
  /** Ends that wait. */
  readonly signal: AbortSignal;
}

const FIRST_SHARD = SHARDS[0] as number;

/**
 * Where a projection goes on: after the least checkpoint of the shards.
 *
 * Without any checkpoint of this very log, its tables are emptied first. With several projectors,
 * the one that has the first shard does that. The others wait for its first checkpoint: for them
 * the result is undefined, and they ask again.
 *
 * With checkpoints of another history of this log, a projector that works alone empties its tables
 * and begins at the start of the log. One of several throws OtherHistoryError: the others may still
 * write into the tables, so a person has to stop them first.
 */
export async function resume(projection: Projection, options: ResumeOptions): Promise<StartingPoint | undefined> {
  const { store, readModels, shards = SHARDS } = options;
  const key = { projection: projection.checkpoint, storeId: await store.identity() };
  const checkpoints = await readModels.readCheckpoints(key);
  if (checkpoints.size === 0) return begin(projection, key, options);
  if (await isOfAnotherHistory(store, checkpoints.values())) {
    if (options.shards !== undefined) throw new OtherHistoryError();
    await empty(projection, readModels);
    return { lane: laneOf(projection, shards, new Map()), startedOver: 'another_history' };
  }
  const trusted = await trustedPosition(projection, readModels, key.storeId);
  const positions = new Map<number, bigint>();
  for (const shard of shards) {
    const position = checkpoints.get(shard)?.position;
    if (position === undefined) continue;
    positions.set(shard, trusted === undefined || position < trusted ? position : trusted);
  }
  return { lane: laneOf(projection, shards, positions), startedOver: undefined };
}

/**
 * A rebuild that was cut off after its swap left tables without the newest rows. These are
 * projected again.
 */
async function trustedPosition(
  { tables }: Projection,
  readModels: ReadModels,
  storeId: string,
): Promise<Checkpoint['position'] | undefined> {
  const rebuild = await readModels.readRebuild(storeId);
  const isOurs = rebuild?.tables.some((rebuilt) => tables.some(({ name }) => name === rebuilt));
  return rebuild?.state === 'swapping' && isOurs ? rebuild.position : undefined;
}

async function begin(
  projection: Projection,
  key: CheckpointKey,
  options: ResumeOptions,
): Promise<StartingPoint | undefined> {
  const { readModels, shards = SHARDS } = options;
  const isAlone = options.shards === undefined;
  const isForeign = await readModels.hasForeignCheckpoint(key);
  const mustEmpty = isForeign || isAlone || (await readModels.hasRows(projection.tables));
  const hasFirst = shards.includes(FIRST_SHARD);
  if (mustEmpty && !hasFirst) return undefined;
  if (mustEmpty && shards.length < SHARDS.length && !(await isStillUnbegun(key, options))) return undefined;
  if (mustEmpty) await empty(projection, readModels);
  const reason = isForeign ? 'another_log' : 'empty';
  return { lane: laneOf(projection, shards, new Map()), startedOver: hasFirst ? reason : undefined };
}

/**
 * The checkpoints go first. If the rows went first, a crash here and a return to the other log
 * would leave that log a checkpoint without its rows.
 */
async function empty({ checkpoint, tables }: Projection, readModels: ReadModels): Promise<void> {
  await readModels.forgetCheckpoints(checkpoint);
  await readModels.emptyTables(tables);
}

/** After a lease, every projector that held these shards knows of this one: see docs/adr/0010. */
async function isStillUnbegun(
  key: CheckpointKey,
  { readModels, leaseMs = 15_000, signal }: ResumeOptions,
): Promise<boolean> {
  await delay(leaseMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted && (await readModels.readCheckpoints(key)).size === 0;
}

/**
 * A lane for the users of some shards, each shard after its own position. A shard without a
 * position begins at the start of the log.
 */
function laneOf(projection: Projection, shards: readonly number[], positions: ReadonlyMap<number, bigint>): Lane {
  const ours = new Set(shards);
  const afters = shards.map((shard) => positions.get(shard) ?? -1n);
  return {
    projection,
    tables: projection.tables,
    after: afters.reduce((least, one) => (one < least ? one : least), afters[0] ?? -1n),
    accepts: (userId, position) => {
      const shard = userId === undefined ? FIRST_SHARD : shardOf(userId);
      return ours.has(shard) && position > (positions.get(shard) ?? -1n);
    },
  };
}
