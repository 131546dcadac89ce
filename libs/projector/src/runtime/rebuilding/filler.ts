import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';
import type { ReadModels, RebuildRecord } from '@app/read-models';
import { CountedEvents, FEW_EVENTS } from '../progress/counted-events.js';
import { FoldCache } from '../fold-cache.js';
import { OpenBatch, type ProjectedBatch } from '../open-batch.js';
import { runProjection } from '../run-projection.js';
import { writeRowsOf } from '../write-batch.js';
import { type ChosenTable, lanesInto } from './chosen-tables.js';

/** What a rebuild reports. */
export interface RebuildObserver {
  /** The rebuild begins: from nothing, or where an earlier one of the same tables was cut off. */
  started(from: 'nothing' | 'where_it_was'): void;
  /** How far the replay is. */
  progressed(progress: RebuildProgress): void;
  /** Something failed. It is tried again after a pause. */
  interrupted(error: unknown): void;
}

export interface RebuildProgress {
  /** How many events were replayed, with those of earlier runs. */
  readonly events: number;
  /** The replayed share of the log as it was when the rebuild began, from 0 to 1. */
  readonly share: number;
  /** In this run. */
  readonly eventsPerSecond: number;
  /** Undefined while it is unknown. */
  readonly etaSeconds: number | undefined;
}

/** The options of a rebuild that a filler needs. */
export interface FillerOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly observer: RebuildObserver;
  readonly signal?: AbortSignal;
  /** The most events in a batch. */
  readonly maxBatch?: number;
}

/** Replays the log into tables, up to its end, and keeps the record of the rebuild. */
export class Filler {
  private readonly cache: FoldCache;
  private readonly beganAt = performance.now();
  private readonly beganWith: { events: number; position: bigint };

  constructor(
    private readonly options: FillerOptions,
    private readonly storeId: string,
    public state: RebuildRecord,
  ) {
    this.cache = new FoldCache(options.store);
    this.beganWith = { events: state.events, position: state.position };
  }

  /**
   * Fills the tables with all events that the log has. Repeats that while it finds many new ones.
   */
  async fill(tables: readonly ChosenTable[]): Promise<void> {
    const { store, signal = new AbortController().signal, observer, maxBatch = 20_000 } = this.options;
    for (let events = Infinity; events > FEW_EVENTS && !signal.aborted;) {
      const { position } = this.state;
      const after = position === 0n ? undefined : position;
      const past = new CountedEvents(store.followToEnd({ after, streamPrefixes: STREAM_PREFIXES, signal }));
      await runProjection({
        events: past,
        batch: new OpenBatch(this.cache, lanesInto(tables, after ?? -1n)),
        write: (batch) => this.write(batch),
        ...{ maxBatch, lingerMs: 2, signal, interrupted: (error) => observer.interrupted(error) },
      });
      events = past.count;
    }
  }

  /** Records how far the rebuild is. */
  async record(change: Partial<RebuildRecord>): Promise<void> {
    const updatedAt = Math.max(Date.now(), this.state.updatedAt + 1);
    this.state = { ...this.state, ...change, updatedAt };
    await this.options.readModels.writeRebuild(this.storeId, this.state);
  }

  /** Live projection parks the events that cannot be read. */
  private async write(batch: ProjectedBatch): Promise<void> {
    await writeRowsOf(batch, this.options.readModels);
    await this.record({ position: batch.newest.position, events: this.state.events + batch.events });
    this.options.observer.progressed(this.progress());
  }

  private progress(): RebuildProgress {
    const { events, position, target } = this.state;
    const seconds = (performance.now() - this.beganAt) / 1000;
    const share = Math.min(1, Number(position) / Math.max(1, Number(target)));
    const done = Number(position - this.beganWith.position);
    const left = Math.max(0, Number(target - position));
    return {
      ...{ events, share, eventsPerSecond: (events - this.beganWith.events) / seconds },
      etaSeconds: done > 0 ? (left / done) * seconds : undefined,
    };
  }
}
