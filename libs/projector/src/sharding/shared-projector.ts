import { once } from 'node:events';
import { parseActivityStream, parseTaxonomyStream, SHARD_COUNT, shardOf, STREAM_PREFIXES } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import {
  type CheckpointKey,
  readCheckpoint,
  readCheckpoints,
  readRebuild,
  writeCheckpoint,
  writeCheckpoints,
} from '@app/read-models';
import { DayCache } from '../activity/day-cache.js';
import { OpenBatch } from '../activity/open-batch.js';
import { runProjection } from '../projection.js';
import { ACTIVITY_PROJECTION, type ProjectorOptions, startOver, writeProjected } from '../projector.js';
import { type Patience, untilItWorks } from '../until-it-works.js';
import { HEARTBEAT_MS, LEASE_MS, Membership, OWN_CLOCK, rosterIn } from './membership.js';

export interface SharedProjectorOptions extends ProjectorOptions {
  /** As of `MembershipOptions`. */
  readonly leaseMs?: number;
  readonly heartbeatMs?: number;
}

/** Whoever has it empties the tables for a new log, and sets aside what names no user. */
const FIRST_SHARD = 1;

/**
 * One of the projectors that share the users by shard (docs/adr/0010): what `Projector` does alone. Each time that its shards
 * change it finishes the batch at hand and goes on from the least checkpoint of those that it then has.
 */
export class SharedProjector {
  private readonly stopping = new AbortController();
  private readonly membership: Membership;
  private running: Promise<void> | undefined;
  private assigned: readonly number[] = [];
  /** Ends when other shards are assigned. */
  private term = new AbortController();

  constructor(private readonly options: SharedProjectorOptions) {
    const { readModels, observer, leaseMs = LEASE_MS, heartbeatMs = HEARTBEAT_MS } = options;
    this.membership = new Membership({
      ...{ roster: rosterIn(readModels, leaseMs), leaseMs, heartbeatMs },
      onAssigned: (shards) => {
        this.assigned = shards;
        this.term.abort();
      },
      onInterrupted: (error) => observer.interrupted(error),
    });
  }

  /** The shards of this process, ascending; none when it is not sure to have any. */
  get shards(): readonly number[] {
    return this.membership.shards;
  }

  /** As `Projector.run`. */
  run(): Promise<void> {
    return (this.running ??= this.projectInTerms());
  }

  /** Finishes the batch at hand, with its checkpoint, and lets the others take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running?.catch(() => undefined);
  }

  private async projectInTerms(): Promise<void> {
    void this.membership.run();
    try {
      while (!this.stopping.signal.aborted) {
        this.term = new AbortController();
        const signal = AbortSignal.any([this.stopping.signal, this.term.signal]);
        if (this.assigned.length > 0) await this.project(this.assigned, signal);
        else if (!signal.aborted) await once(signal, 'abort');
      }
    } finally {
      await this.membership.leave();
    }
  }

  private async project(shards: readonly number[], signal: AbortSignal): Promise<void> {
    const { store, observer, maxBatch = 5_000, lingerMs = 2 } = this.options;
    const patience: Patience = { signal, interrupted: (error) => observer.interrupted(error) };
    const resumed = await untilItWorks(() => this.resume(shards, signal), patience);
    if (!resumed) return;
    const { key, positions } = resumed;
    const least = [...positions.values()].reduce((a, b) => (a < b ? a : b));
    const isOurs = (event: StoredEvent) =>
      event.position > (positions.get(shardOfStream(event.stream)) ?? event.position);
    await runProjection({
      ...{ maxBatch, lingerMs, ...patience },
      events: store.subscribe({
        after: least === NOTHING ? undefined : least,
        ...{ streamPrefixes: STREAM_PREFIXES, signal, onInterrupted: patience.interrupted },
      }),
      batch: new OpenBatch(new DayCache(store), least, isOurs),
      write: (batch) =>
        writeProjected(this.options, batch, {
          key,
          write: (client, _, checkpoint) => writeCheckpoints(client, key, { ...checkpoint, shards }),
        }),
    });
  }

  /** Where each shard goes on, once the tables are those of this log; undefined when the signal comes before. */
  private async resume(
    shards: readonly number[],
    signal: AbortSignal,
  ): Promise<{ key: CheckpointKey; positions: Map<number, bigint> } | undefined> {
    const { client } = this.options.readModels;
    const key = { projection: ACTIVITY_PROJECTION, storeId: await this.options.store.identity() };
    while (!(await readCheckpoint(client, key))) {
      if (signal.aborted || !(await this.begin(key, shards, signal))) return undefined;
    }
    const checkpoints = await readCheckpoints(client, key);
    const rebuild = await readRebuild(client, key.storeId);
    const positions = new Map<number, bigint>();
    for (const shard of shards) {
      const written = checkpoints.get(shard)?.position ?? 0n;
      // A rebuild that was cut off after its swap left tables without the newest rows: they are projected again.
      const position = rebuild?.state === 'swapping' && rebuild.position < written ? rebuild.position : written;
      positions.set(shard, position === 0n ? NOTHING : position);
    }
    return { key, positions };
  }

  /**
   * Lets one member empty the tables before anybody projects. It waits for a lease first: by then everyone who thought to
   * have its shard has heard of it. Who is alone need not: who comes now sees it, and waits. A checkpoint of the whole log at 0 tells the others to begin. False when the term ended.
   */
  private async begin(key: CheckpointKey, shards: readonly number[], signal: AbortSignal): Promise<boolean> {
    const { readModels, leaseMs = LEASE_MS, heartbeatMs = HEARTBEAT_MS } = this.options;
    const isFirst = shards.includes(FIRST_SHARD);
    const isAlone = shards.length === SHARD_COUNT;
    if (!isAlone) await OWN_CLOCK.wait(isFirst ? leaseMs : heartbeatMs, signal);
    if (signal.aborted) return false;
    if (!isFirst || (await readCheckpoint(readModels.client, key))) return true;
    await startOver(this.options, key);
    const now = Date.now();
    await writeCheckpoint(readModels.client, key, { position: 0n, recordedAt: now, now });
    return true;
  }
}

/** Before the first event, also one at position 0. */
const NOTHING = -1n;

/** Where what is in a stream belongs: to its user, or to the first shard. */
function shardOfStream(stream: string): number {
  const user = parseActivityStream(stream) ?? parseTaxonomyStream(stream);
  return user ? shardOf(user.userId) : FIRST_SHARD;
}
