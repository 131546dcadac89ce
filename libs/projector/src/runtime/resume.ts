import { setTimeout as delay } from 'node:timers/promises';
import { SHARDS, shardOf } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  type CheckpointKey,
  clearActivity,
  forgetCheckpoints,
  hasActivity,
  hasForeignCheckpoint,
  readCheckpoints,
  type ReadModels,
  readRebuild,
} from '@app/read-models';
import type { ProjectorObserver } from './projector.js';

/**
 * Name of the projection that writes `buckets` and `daily`, in its checkpoints. A migration that makes a table anew comes with
 * another name: a projector of the version before, which may still run, writes checkpoints that are true of the old table only.
 */
export const ACTIVITY_PROJECTION = 'activity-2';

/** Where a projector goes on, and with which events. */
export interface StartingPoint {
  readonly key: CheckpointKey;
  /** After this position; from the beginning when undefined. */
  readonly after: bigint | undefined;
  /**
   * Whether an event at a position is for this projector to fold: of a user of its shards, and not in the tables yet.
   * `userId` is undefined for an event of a stream that names no user. Undefined: all events are.
   */
  readonly isOurs: ((userId: string | undefined, position: bigint) => boolean) | undefined;
}

export interface ResumeOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly observer: ProjectorObserver;
  /** The shards whose users are projected here; all of them when undefined. */
  readonly shards?: readonly number[] | undefined;
  /** How long shards must have been held, in ms, before tables are emptied by one of several projectors: a lease. */
  readonly leaseMs?: number;
  /** Ends the waiting for that. */
  readonly signal: AbortSignal;
}

/**
 * Where to go on: after the least checkpoint of the shards. Without any checkpoint of this very log the tables are emptied
 * first, whatever is in them; of several projectors the one that has the first shard does that, and the others wait for its
 * first checkpoint: undefined, ask again.
 */
export async function resume(options: ResumeOptions): Promise<StartingPoint | undefined> {
  const { store, readModels, observer, shards = SHARDS } = options;
  const { client } = readModels;
  const key = { projection: ACTIVITY_PROJECTION, storeId: await store.identity() };
  const checkpoints = await readCheckpoints(client, key);
  const mayFilter = options.shards !== undefined;
  if (checkpoints.size === 0) {
    const isForeign = await hasForeignCheckpoint(client, key);
    const mustEmpty = isForeign || !mayFilter || (await hasActivity(client));
    if (mustEmpty && !shards.includes(FIRST_SHARD)) return undefined;
    if (mustEmpty && shards.length < SHARDS.length && !(await isStillUnbegun(options, key))) return undefined;
    if (shards.includes(FIRST_SHARD)) observer.startedOver(isForeign ? 'another_log' : 'empty');
    if (mustEmpty) {
      // Checkpoints first: were the rows to go first, a crash here and a return to the other log would leave it a
      // checkpoint without its rows.
      await forgetCheckpoints(client, ACTIVITY_PROJECTION);
      await clearActivity(client);
    }
    return { key, after: undefined, isOurs: mayFilter ? filterOf(shards, new Map()) : undefined };
  }
  const rebuild = await readRebuild(client, key.storeId);
  // A rebuild that was cut off after its swap left tables without the newest rows: they are projected again.
  const mostTrusted = rebuild?.state === 'swapping' ? rebuild.position : undefined;
  const positions = new Map<number, bigint>();
  for (const shard of shards) {
    const position = checkpoints.get(shard)?.position;
    if (position !== undefined) {
      positions.set(shard, mostTrusted === undefined || position < mostTrusted ? position : mostTrusted);
    }
  }
  const hasAll = positions.size === shards.length;
  const after = hasAll ? [...positions.values()].reduce((least, one) => (one < least ? one : least)) : undefined;
  return { key, after, isOurs: mayFilter ? filterOf(shards, positions) : undefined };
}

/** After a lease everyone who thought to have these shards has heard of us: see docs/adr/0010. */
async function isStillUnbegun(
  { readModels, leaseMs = 15_000, signal }: ResumeOptions,
  key: CheckpointKey,
): Promise<boolean> {
  await delay(leaseMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted && (await readCheckpoints(readModels.client, key)).size === 0;
}

const FIRST_SHARD = SHARDS[0] as number;

function filterOf(shards: readonly number[], positions: ReadonlyMap<number, bigint>): StartingPoint['isOurs'] {
  const ours = new Set(shards);
  return (userId, position) => {
    const shard = userId === undefined ? FIRST_SHARD : shardOf(userId);
    return ours.has(shard) && position > (positions.get(shard) ?? -1n);
  };
}
