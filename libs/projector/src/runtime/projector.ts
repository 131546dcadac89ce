import { setTimeout as delay } from 'node:timers/promises';
import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { FoldCache } from './fold-cache.js';
import { laneFrom, type Lane, leastOf } from './lane.js';
import type { ProjectorObserver } from './observer.js';
import { OpenBatch, type ProjectedBatch } from './open-batch.js';
import type { Projection } from './projection.js';
import { resume } from './resume.js';
import { runProjection } from './run-projection.js';
import { type Patience, untilItWorks } from './until-it-works.js';
import { upTo } from './up-to.js';
import { parkEventsOf, rowCountOf, writeRowsOf } from './write-batch.js';

/** How often a projector asks whether another one has emptied the tables for a new log. */
const ASK_AGAIN_MS = 200;

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  /** What to project. */
  readonly projections: readonly Projection[];
  readonly observer: ProjectorObserver;
  /** The shards whose users are projected here; all of them, in one, when left out. */
  readonly shards?: readonly number[];
  /** With shards: how long they must have been held before tables are emptied, in ms. Default 15,000. */
  readonly leaseMs?: number;
  /** Events of a batch at most. Default 5,000; a batch of large events is written before that. */
  readonly maxBatch?: number;
  /** How long a batch waits for more, in ms; adds to the time from append to report. Default 2. */
  readonly lingerMs?: number;
  /** How much of streams is held in memory, as `FoldCache` counts it. Default 200,000, some 60 MB. */
  readonly heldSize?: number | undefined;
}

/**
 * Keeps the tables of projections equal to the fold of the log: subscribe, project, insert, then the checkpoints.
 *
 * Rows are absolute values under a natural key, and the checkpoint comes after them. So a crash between any two lines
 * only makes the next start write the same rows again. The projector waits for a table or a log that does not answer.
 *
 * All projections share one subscription, one fold and one batch, and each has a checkpoint of its own. A projection that is
 * behind the others (a new one, at its first start) is filled beside them, and joins them when it has come to the end of
 * the log:
 *
 *     others   [ live projection                     ][ all of them, live
 *     new        [ fill from its own checkpoint     ]
 */
export class Projector {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** The position of the newest batch that was written of each projection. */
  private readonly written = new Map<Projection, bigint>();

  constructor(private readonly options: ProjectorOptions) {}

  /**
   * Projects until stopped. The promise resolves when stopped and rejects when the log refuses the subscription for good
   * (access denied). Any other failure is reported to the observer and tried again for ever: nothing is ever skipped.
   */
  run(): Promise<void> {
    return (this.running ??= this.project());
  }

  /** Finishes the batch at hand, with its checkpoints, and stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running?.catch(() => undefined);
  }

  private async project(): Promise<void> {
    const { signal } = this.stopping;
    const ready = await this.firstLanes(signal);
    const furthest = ready.reduce((most, { after }) => (after > most ? after : most), -1n);
    const leading = ready.filter(({ after }) => after === furthest);
    const behind = this.options.projections.filter((one) => !leading.some(({ projection }) => projection === one));
    const others = ready.filter((lane) => !leading.includes(lane));
    const lanes = behind.length > 0 && !signal.aborted ? await this.fillBeside(leading, behind, others) : leading;
    if (!signal.aborted) await this.fold(lanes, this.follow(lanes, signal), signal);
  }

  /** The lanes of the projections that may begin. Waits until one may; none when stopped before. */
  private async firstLanes(signal: AbortSignal): Promise<Lane[]> {
    for (;;) {
      const lanes = await this.lanesOf(this.options.projections, signal);
      if (lanes.length > 0 || signal.aborted) return lanes;
      await pause(signal);
    }
  }

  /** The lanes of those of the projections that may begin now, each from its own checkpoint. */
  private async lanesOf(projections: readonly Projection[], signal: AbortSignal): Promise<Lane[]> {
    const patience = this.patience(signal);
    const starting = projections.map((one) => untilItWorks(() => resume(one, { ...this.options, signal }), patience));
    const points = (await Promise.all(starting)).filter((point) => point !== undefined);
    for (const reason of ['empty', 'another_log'] as const) {
      const begun = points.filter(({ startedOver }) => startedOver === reason).map(({ lane }) => lane.projection.name);
      if (begun.length > 0) this.options.observer.startedOver(reason, begun);
    }
    return points.map(({ lane }) => lane);
  }

  /**
   * Projects with some lanes, and fills the other projections meanwhile: `begun` are the lanes of those that may begin already.
   * Resolves to all lanes, where they are then.
   */
  private async fillBeside(
    leading: readonly Lane[],
    behind: readonly Projection[],
    begun: readonly Lane[],
  ): Promise<Lane[]> {
    const joining = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, joining.signal]);
    const live = this.fold(leading, this.follow(leading, signal), signal).finally(() => joining.abort());
    // It is awaited below, but may fail long before.
    live.catch(() => undefined);
    let filled: readonly Lane[];
    try {
      filled = await this.fill(behind, begun, signal);
    } finally {
      joining.abort();
      await live;
    }
    return [...leading, ...filled].map((lane) => this.advanced(lane));
  }

  /** Brings projections to the end of the log, and again, until they are there for a moment. */
  private async fill(projections: readonly Projection[], begun: readonly Lane[], signal: AbortSignal): Promise<Lane[]> {
    let lanes = [...begun];
    while (lanes.length < projections.length && !signal.aborted) {
      const waiting = projections.filter((one) => !lanes.some(({ projection }) => projection === one));
      lanes = [...lanes, ...(await this.lanesOf(waiting, signal))];
      if (lanes.length < projections.length) await pause(signal);
    }
    const newest = () => this.options.store.newestEvent(STREAM_PREFIXES);
    for (;;) {
      const head = (await untilItWorks(newest, this.patience(signal)))?.position ?? -1n;
      lanes = lanes.map((lane) => this.advanced(lane));
      if (signal.aborted || lanes.every(({ after }) => after >= head)) return lanes;
      await this.fold(lanes, upTo(head, this.follow(lanes, signal)), signal);
    }
  }

  /** The events of the log that one of the lanes has not seen. */
  private follow(lanes: readonly Lane[], signal: AbortSignal): AsyncIterable<StoredEvent> {
    const { store, observer } = this.options;
    return store.subscribe({
      after: leastOf(lanes),
      streamPrefixes: STREAM_PREFIXES,
      signal,
      onInterrupted: (error) => observer.interrupted(error),
    });
  }

  private fold(lanes: readonly Lane[], events: AsyncIterable<StoredEvent>, signal: AbortSignal): Promise<void> {
    const { store, maxBatch = 5_000, lingerMs = 2, heldSize } = this.options;
    return runProjection({
      ...{ events, maxBatch, lingerMs, ...this.patience(signal) },
      batch: new OpenBatch(new FoldCache(store, heldSize), lanes),
      write: (batch) => this.write(batch, lanes),
    });
  }

  private async write(batch: ProjectedBatch, lanes: readonly Lane[]): Promise<void> {
    const { store, readModels, observer, shards } = this.options;
    const { position, recordedAt } = batch.newest;
    const storeId = await store.identity();
    await writeRowsOf(batch, readModels);
    await parkEventsOf(batch, readModels, storeId);
    const keys = { projections: lanes.map(({ projection }) => projection.checkpoint), storeId };
    const checkpoint = { position, recordedAt: recordedAt.getTime(), now: Date.now(), ...(shards && { shards }) };
    await readModels.writeCheckpoints(keys, checkpoint);
    for (const { projection } of lanes) this.written.set(projection, position);
    batch.parked.forEach(({ event }) => observer.parked(event));
    observer.projected({ events: batch.events, rows: rowCountOf(batch), position });
  }

  /** The lane, behind what was written of it. */
  private advanced(lane: Lane): Lane {
    const position = this.written.get(lane.projection) ?? -1n;
    return position > lane.after ? laneFrom(lane, position) : lane;
  }

  private patience(signal: AbortSignal): Patience {
    return { signal, interrupted: (error) => this.options.observer.interrupted(error) };
  }
}

const pause = (signal: AbortSignal): Promise<void> => delay(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
