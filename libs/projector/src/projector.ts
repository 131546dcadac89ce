import { setTimeout as delay } from 'node:timers/promises';
import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import {
  BUCKETS,
  type CheckpointKey,
  clearActivity,
  DAILY,
  forgetCheckpoints,
  hasForeignCheckpoint,
  parkEvents,
  readCheckpoint,
  type ReadModels,
  writeCheckpoint,
  writeRows,
} from '@app/read-models';
import { DayCache } from './activity/day-cache.js';
import { ACTIVITY_PROJECTION, projectActivity } from './activity/project-activity.js';
import { microBatches } from './micro-batches.js';

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
  /** Events of a batch at most. Default 500. */
  readonly maxBatch?: number;
  /** How long a batch waits for more, in ms; adds to the time from append to report. Default 2. */
  readonly lingerMs?: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

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
    const { store, observer, maxBatch = 500, lingerMs = 2 } = this.options;
    const days = new DayCache(store);
    const resumed = await this.untilItWorks(() => this.resume());
    if (!resumed) return;
    let { position } = resumed;
    const events = store.subscribe({
      after: position,
      streamPrefixes: STREAM_PREFIXES,
      signal: this.stopping.signal,
      onInterrupted: (error) => observer.interrupted(error),
    });
    for await (const batch of microBatches(events, { maxCount: maxBatch, lingerMs })) {
      const after = position ?? -1n;
      const projected = await this.untilItWorks(() => this.projectBatch(batch, { key: resumed.key, days, after }));
      if (!projected) return;
      position = projected.position;
    }
  }

  /** Where to go on. Without a checkpoint of this very log the tables are emptied first, whatever is in them. */
  private async resume(): Promise<{ key: CheckpointKey; position: bigint | undefined }> {
    const { store, readModels, observer } = this.options;
    const key = { projection: ACTIVITY_PROJECTION, storeId: await store.identity() };
    const checkpoint = await readCheckpoint(readModels.client, key);
    if (checkpoint) return { key, position: checkpoint.position };
    observer.startedOver((await hasForeignCheckpoint(readModels.client, key)) ? 'another_log' : 'empty');
    // Checkpoints first: were the rows to go first, a crash here and a return to the other log would leave it a
    // checkpoint without its rows.
    await forgetCheckpoints(readModels.client, ACTIVITY_PROJECTION);
    await clearActivity(readModels.client);
    return { key, position: undefined };
  }

  private async projectBatch(
    batch: readonly [StoredEvent, ...StoredEvent[]],
    { key, days, after }: { key: CheckpointKey; days: DayCache; after: bigint },
  ): Promise<{ position: bigint }> {
    const { client } = this.options.readModels;
    const { buckets, daily, parked } = await projectActivity(batch, { days, after });
    await Promise.all([writeRows(client, BUCKETS, buckets), writeRows(client, DAILY, daily)]);
    const now = Date.now();
    await parkEvents(client, key, { events: parked, now });
    const { position, recordedAt } = batch.at(-1) ?? batch[0];
    await writeCheckpoint(client, key, { position, recordedAt: recordedAt.getTime(), now });
    const { observer } = this.options;
    parked.forEach((event) => observer.parked(event));
    observer.projected({ events: batch.length, rows: buckets.length + daily.length, position });
    return { position };
  }

  /** Tries again, with growing pauses, until it works or the projector is stopped (then undefined). */
  private async untilItWorks<T>(attempt: () => Promise<T>): Promise<T | undefined> {
    const { signal } = this.stopping;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (signal.aborted) return undefined;
        this.options.observer.interrupted(error);
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return undefined;
      }
    }
  }
}
