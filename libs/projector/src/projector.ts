import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  BUCKETS,
  type CheckpointKey,
  clearActivity,
  DAILY,
  forgetCheckpoints,
  hasForeignCheckpoint,
  readCheckpoint,
  readRebuild,
  type ReadModels,
  writeCheckpoint,
} from '@app/read-models';
import { DayCache } from './activity/day-cache.js';
import { OpenBatch, type ProjectedBatch } from './activity/open-batch.js';
import { writeBatch } from './activity/write-batch.js';
import { runProjection } from './projection.js';
import { type Patience, untilItWorks } from './until-it-works.js';

/** Name of the projection that writes `buckets` and `daily`, in its checkpoints. */
export const ACTIVITY_PROJECTION = 'activity';

/** What happens in a projector that somebody may want to log or count. */
export interface ProjectorObserver {
  /** The tables held rows of another log, or none: everything is projected from the beginning. */
  startedOver(reason: 'empty' | 'another_log'): void;
  /** Rows up to the position are in the tables. */
  projected(batch: { events: number; rows: number; position: bigint }): void;
  /** An event was set aside. */
  parked(event: { stream: string; revision: bigint; type: string; reason: string }): void;
  /** Something failed that is tried again after a pause. */
  interrupted(error: unknown): void;
}

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly observer: ProjectorObserver;
  /** Events of a batch at most. Default 5,000; a batch of large events is written before that. */
  readonly maxBatch?: number;
  /** How long a batch waits for more, in ms; adds to the time from append to report. Default 2. */
  readonly lingerMs?: number;
}

/**
 * Keeps `buckets` and `daily` equal to the fold of the log: subscribe, project, insert, then the checkpoint.
 *
 * Rows are absolute values under a natural key, and the checkpoint comes after them, so a crash between any two lines
 * only makes the next start write the same rows again. A table or a log that is not available is waited for.
 */
export class Projector {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectorOptions) {}

  /**
   * Projects until stopped. The promise resolves when stopped and rejects when the log refuses the subscription for good
   * (access denied). Any other failure is reported to the observer and tried again for ever: nothing is ever skipped.
   */
  run(): Promise<void> {
    return (this.running ??= this.project());
  }

  /** Finishes the batch at hand, with its checkpoint, and stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running?.catch(() => undefined);
  }

  private async project(): Promise<void> {
    const { store, observer, maxBatch = 5_000, lingerMs = 2 } = this.options;
    const { signal } = this.stopping;
    const patience: Patience = { signal, interrupted: (error) => observer.interrupted(error) };
    const resumed = await untilItWorks(() => this.resume(), patience);
    if (!resumed) return;
    const { key, position } = resumed;
    await runProjection({
      ...{ maxBatch, lingerMs, ...patience },
      events: store.subscribe({
        after: position,
        streamPrefixes: STREAM_PREFIXES,
        signal,
        onInterrupted: (error) => observer.interrupted(error),
      }),
      batch: new OpenBatch(new DayCache(store), position ?? -1n),
      write: (batch) => this.write(batch, key),
    });
  }

  /** Where to go on. Without a checkpoint of this very log the tables are emptied first, whatever is in them. */
  private async resume(): Promise<{ key: CheckpointKey; position: bigint | undefined }> {
    const { store, readModels } = this.options;
    const key = { projection: ACTIVITY_PROJECTION, storeId: await store.identity() };
    const checkpoint = await readCheckpoint(readModels.client, key);
    if (checkpoint) {
      const rebuild = await readRebuild(readModels.client, key.storeId);
      // A rebuild that was cut off after its swap left tables without the newest rows: they are projected again.
      const from = rebuild?.state === 'swapping' ? rebuild.position : checkpoint.position;
      return { key, position: from < checkpoint.position ? from : checkpoint.position };
    }
    await startOver(this.options, key);
    return { key, position: undefined };
  }

  private async write(batch: ProjectedBatch, key: CheckpointKey): Promise<void> {
    await writeProjected(this.options, batch, { key, write: writeCheckpoint });
  }
}

/** Empties the tables, whatever is in them. Harmless when cut off and done again, as long as nobody projects. */
export async function startOver({ readModels, observer }: ProjectorOptions, key: CheckpointKey): Promise<void> {
  observer.startedOver((await hasForeignCheckpoint(readModels.client, key)) ? 'another_log' : 'empty');
  // Checkpoints first: were the rows to go first, a crash here and a return to the other log would leave it a
  // checkpoint without its rows.
  await forgetCheckpoints(readModels.client, ACTIVITY_PROJECTION);
  await clearActivity(readModels.client);
}

/** Writes a batch and then its checkpoint, and says so. */
export async function writeProjected(
  { readModels, observer }: ProjectorOptions,
  batch: ProjectedBatch,
  checkpoint: { readonly key: CheckpointKey; readonly write: typeof writeCheckpoint },
): Promise<void> {
  const { key } = checkpoint;
  await writeBatch(readModels, batch, { tables: { buckets: BUCKETS, daily: DAILY }, key });
  const { position, recordedAt } = batch.newest;
  await checkpoint.write(readModels.client, key, { position, recordedAt: recordedAt.getTime(), now: Date.now() });
  batch.parked.forEach((event) => observer.parked(event));
  observer.projected({ events: batch.events, rows: batch.buckets.length + batch.daily.length, position });
}
