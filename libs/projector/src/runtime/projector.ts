import { setTimeout as delay } from 'node:timers/promises';
import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore, Followed, SubscriptionOptions } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { CountedEvents, FEW_EVENTS } from './progress/counted-events.js';
import { FoldCache } from './fold-cache.js';
import { laneFrom, type Lane, leastOf } from './lane.js';
import type { ProjectorObserver } from './observer.js';
import { OpenBatch, type ProjectedBatch } from './open-batch.js';
import type { Projection } from './projection.js';
import { resume } from './resume.js';
import { runProjection } from './run-projection.js';
import { type Patience, untilItWorks } from './until-it-works.js';
import { LONG_REST, SHORT_REST } from './write-pace.js';
import { parkEventsOf, rowCountOf, writeRowsOf } from './write-batch.js';

/** How often a projector checks whether another one has emptied the tables for a new log. */
const ASK_AGAIN_MS = 200;

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  /** What to project. */
  readonly projections: readonly Projection[];
  readonly observer: ProjectorObserver;
  /** The shards whose users are projected here. Without it: the whole log. */
  readonly shards?: readonly number[];
  /**
   * With shards: how long this process must hold them before it empties tables, in ms. Default
   * 15,000.
   */
  readonly leaseMs?: number;
  /** The most events in a batch. Default 5,000. A batch of large events is written earlier. */
  readonly maxBatch?: number;
  /**
   * How long a batch waits for more events, in ms. It adds to the time from append to report.
   * Default 2.
   */
  readonly lingerMs?: number;
  /**
   * The limit for the states in memory, as `FoldCache` measures them. Default 200,000, some 60 MB.
   */
  readonly heldSize?: number | undefined;
}

/**
 * Keeps the tables of projections equal to the fold of the log: subscribe, project, insert, then
 * write the checkpoints.
 *
 * Rows are absolute values under a natural key, and the checkpoint comes after them. So after a
 * crash between any two lines, the next start writes the same rows again. The projector waits for a
 * table or a log that does not answer.
 *
 * All projections share one subscription, one fold and one batch. Each has its own checkpoint. A
 * projection that is behind the others (a new one, at its first start) is filled beside them. It
 * joins them at the end of the log:
 *
 *     others   [ live projection                     ][ all of them, live
 *     new        [ fill from its own checkpoint     ]
 */
export class Projector {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** For each projection, the position of the newest batch that was written. */
  private readonly written = new Map<Projection, bigint>();

  constructor(private readonly options: ProjectorOptions) {}

  /**
   * Projects until stopped. Resolves when stopped. Rejects when the log refuses the subscription
   * for good (access denied). The observer hears of any other failure, and the step is tried again
   * until it works: no event is ever skipped.
   */
  run(): Promise<void> {
    return (this.running ??= this.project());
  }

  /** Finishes the current batch and its checkpoints, and stops. */
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
    if (!signal.aborted) await this.live(lanes, signal);
  }

  /**
   * The lanes of the projections that may begin. Waits until at least one may. Empty when stopped
   * before.
   */
  private async firstLanes(signal: AbortSignal): Promise<Lane[]> {
    for (;;) {
      const lanes = await this.lanesOf(this.options.projections, signal);
      if (lanes.length > 0 || signal.aborted) return lanes;
      await pause(signal);
    }
  }

  /** The lanes of those projections that may begin now, each from its own checkpoint. */
  private async lanesOf(projections: readonly Projection[], signal: AbortSignal): Promise<Lane[]> {
    const patience = this.patience(signal);
    const starting = projections.map((one) => untilItWorks(() => resume(one, { ...this.options, signal }), patience));
    const points = (await Promise.all(starting)).filter((point) => point !== undefined);
    for (const reason of ['empty', 'another_log', 'another_history'] as const) {
      const begun = points.filter(({ startedOver }) => startedOver === reason).map(({ lane }) => lane.projection.name);
      if (begun.length > 0) this.options.observer.startedOver(reason, begun);
    }
    return points.map(({ lane }) => lane);
  }

  /**
   * Projects with the lanes `begun`, and fills the other projections meanwhile. Resolves to all
   * lanes, at the positions that they have reached.
   */
  private async fillBeside(
    leading: readonly Lane[],
    behind: readonly Projection[],
    begun: readonly Lane[],
  ): Promise<Lane[]> {
    const joining = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, joining.signal]);
    const live = this.live(leading, signal).finally(() => joining.abort());
    // Awaited below, but it may fail long before.
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

  /**
   * Brings projections to the end of the log. Repeats that while it finds many new events.
   */
  private async fill(projections: readonly Projection[], begun: readonly Lane[], signal: AbortSignal): Promise<Lane[]> {
    let lanes = [...begun];
    while (lanes.length < projections.length && !signal.aborted) {
      const waiting = projections.filter((one) => !lanes.some(({ projection }) => projection === one));
      lanes = [...lanes, ...(await this.lanesOf(waiting, signal))];
      if (lanes.length < projections.length) await pause(signal);
    }
    for (let events = Infinity; events > FEW_EVENTS && !signal.aborted;) {
      lanes = lanes.map((lane) => this.advanced(lane));
      const past = new CountedEvents(this.options.store.followToEnd(this.subscription(lanes, signal)));
      await this.fold(past, new OpenBatch(this.newCache(), lanes), lanes, signal);
      events = past.count;
    }
    return lanes.map((lane) => this.advanced(lane));
  }

  /**
   * Projects the events of the log that one of the lanes has not seen, as they come. Reports read
   * the days that change before the tables have them.
   */
  private live(lanes: readonly Lane[], signal: AbortSignal): Promise<void> {
    const batch = new OpenBatch(this.newCache(), lanes, (day) => this.options.readModels.hold(day));
    return this.fold(this.options.store.follow(this.subscription(lanes, signal)), batch, lanes, signal);
  }

  private subscription(lanes: readonly Lane[], signal: AbortSignal): SubscriptionOptions {
    const onInterrupted = (error: unknown) => this.options.observer.interrupted(error);
    return { after: leastOf(lanes), streamPrefixes: STREAM_PREFIXES, signal, onInterrupted };
  }

  private fold(
    events: AsyncIterable<Followed>,
    batch: OpenBatch,
    lanes: readonly Lane[],
    signal: AbortSignal,
  ): Promise<void> {
    const { maxBatch = 5_000, lingerMs = 2 } = this.options;
    const write = (written: ProjectedBatch) => this.write(written, lanes);
    const rest = this.options.readModels.holdsDays ? LONG_REST : SHORT_REST;
    return runProjection({ ...{ events, batch, maxBatch, lingerMs, rest, write }, ...this.patience(signal) });
  }

  private newCache(): FoldCache {
    return new FoldCache(this.options.store, this.options.heldSize);
  }

  private async write(batch: ProjectedBatch, lanes: readonly Lane[]): Promise<void> {
    const { store, readModels, observer, shards } = this.options;
    const { position, recordedAt, id } = batch.newest;
    const storeId = await store.identity();
    const eventId = id ?? (await store.idAt(position));
    await writeRowsOf(batch, readModels);
    await parkEventsOf(batch, readModels, storeId);
    const keys = { projections: lanes.map(({ projection }) => projection.checkpoint), storeId };
    const place = { position, recordedAt: recordedAt.getTime(), eventId };
    const checkpoint = { ...place, now: Date.now(), ...(shards && { shards }) };
    await readModels.writeCheckpoints(keys, checkpoint);
    for (const { projection } of lanes) this.written.set(projection, position);
    batch.parked.forEach(({ event }) => observer.parked(event));
    if (batch.events > 0) observer.projected({ events: batch.events, rows: rowCountOf(batch), position });
  }

  /** The lane, after the newest batch that was written. */
  private advanced(lane: Lane): Lane {
    const position = this.written.get(lane.projection) ?? -1n;
    return position > lane.after ? laneFrom(lane, position) : lane;
  }

  private patience(signal: AbortSignal): Patience {
    return { signal, interrupted: (error) => this.options.observer.interrupted(error) };
  }
}

const pause = (signal: AbortSignal): Promise<void> => delay(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
