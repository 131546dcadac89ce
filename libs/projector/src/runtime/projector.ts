import { setTimeout as delay } from 'node:timers/promises';
import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  BUCKETS,
  type CheckpointKey,
  DAILY,
  type ReadModels,
  writeCheckpoint,
  writeCheckpoints,
} from '@app/read-models';
import { DayCache } from './day-cache.js';
import { OpenBatch, type ProjectedBatch } from './open-batch.js';
import { writeBatch } from './write-batch.js';
import { runProjection } from './run-projection.js';
import { resume, type StartingPoint } from './resume.js';
import { type Patience, untilItWorks } from './until-it-works.js';

/** How often a projector asks whether another one has emptied the tables for a new log. */
const ASK_AGAIN_MS = 200;

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
  /** The shards whose users are projected here; all of them, in one, when left out. */
  readonly shards?: readonly number[];
  /** With shards: how long they must have been held before tables are emptied, in ms. Default 15,000. */
  readonly leaseMs?: number;
  /** Events of a batch at most. Default 5,000; a batch of large events is written before that. */
  readonly maxBatch?: number;
  /** How long a batch waits for more, in ms; adds to the time from append to report. Default 2. */
  readonly lingerMs?: number;
  /** How much of days is held in memory, as `DayCache` counts it. Default 200,000, some 60 MB. */
  readonly heldSize?: number | undefined;
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
    const { store, observer, maxBatch = 5_000, lingerMs = 2, heldSize } = this.options;
    const { signal } = this.stopping;
    const patience: Patience = { signal, interrupted: (error) => observer.interrupted(error) };
    const start = await this.start(patience);
    if (!start) return;
    const { key, after, isOurs } = start;
    await runProjection({
      ...{ maxBatch, lingerMs, ...patience },
      events: store.subscribe({
        after,
        streamPrefixes: STREAM_PREFIXES,
        signal,
        onInterrupted: (error) => observer.interrupted(error),
      }),
      batch: new OpenBatch(new DayCache(store, heldSize), after ?? -1n, isOurs),
      write: (batch) => this.write(batch, key),
    });
  }

  /** Where to go on; undefined when stopped before that is known. */
  private async start(patience: Patience): Promise<StartingPoint | undefined> {
    while (!patience.signal.aborted) {
      const start = await untilItWorks(() => resume({ ...this.options, signal: patience.signal }), patience);
      if (start) return start;
      await delay(ASK_AGAIN_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    }
    return undefined;
  }

  private async write(batch: ProjectedBatch, key: CheckpointKey): Promise<void> {
    const { readModels, observer } = this.options;
    await writeBatch(readModels, batch, { tables: { buckets: BUCKETS, daily: DAILY }, key });
    const { position, recordedAt } = batch.newest;
    const checkpoint = { position, recordedAt: recordedAt.getTime(), now: Date.now() };
    await (this.options.shards
      ? writeCheckpoints(readModels.client, key, { ...checkpoint, shards: this.options.shards })
      : writeCheckpoint(readModels.client, key, checkpoint));
    batch.parked.forEach((event) => observer.parked(event));
    observer.projected({ events: batch.events, rows: batch.buckets.rows + batch.daily.rows, position });
  }
}
