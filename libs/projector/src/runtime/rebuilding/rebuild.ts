import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import {
  BUCKETS,
  DAILY,
  dropSideTables,
  makeSideTables,
  markSideTables,
  readRebuild,
  type ReadModels,
  type RebuildRecord,
  type RebuiltTable,
  sideTableOf,
  swapSideTables,
  writeRebuild,
} from '@app/read-models';
import { v4 as uuidV4 } from 'uuid';
import { DayCache } from '../day-cache.js';
import { OpenBatch, type ProjectedBatch } from '../open-batch.js';
import { type ActivityTables, writeBatch } from '../write-batch.js';
import { runProjection } from '../run-projection.js';

export const REBUILT_TABLES: readonly RebuiltTable[] = ['buckets', 'daily'];

/** What a rebuild tells of itself. */
export interface RebuildObserver {
  /** It begins, from nothing or where an earlier one of the same tables was cut off. */
  started(from: 'nothing' | 'where_it_was'): void;
  /** So much is replayed. */
  progressed(progress: RebuildProgress): void;
  /** Something failed that is tried again after a pause. */
  interrupted(error: unknown): void;
}

export interface RebuildProgress {
  /** Events that were replayed, since the very beginning. */
  readonly events: number;
  /** Of the log that there was when it began, from 0 to 1. */
  readonly share: number;
  /** Of this run. */
  readonly eventsPerSecond: number;
  /** Undefined before anything is known. */
  readonly etaSeconds: number | undefined;
}

export interface RebuildOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly observer: RebuildObserver;
  /** Default: all of them. */
  readonly tables?: readonly RebuiltTable[];
  /** Begins from nothing, whatever an earlier rebuild left behind. */
  readonly restart?: boolean;
  /** Stops it after the batch at hand. What was done is there for the next. */
  readonly signal?: AbortSignal;
  /** Events of a batch at most. Default 20,000; a batch of large events is written before that. */
  readonly maxBatch?: number;
}

/** Another rebuild is at work, as far as its last sign of life tells. */
export class RebuildRunningError extends Error {
  constructor() {
    super('Another rebuild is running. Wait for its end; one that was cut off may be taken up after half a minute.');
    this.name = 'RebuildRunningError';
  }
}

/** A rebuild that gave no sign for so long was cut off. Each batch is one, and a batch takes a second or two. */
const LOST_MS = 30_000;

/**
 * Replays the log into side tables and lets them take the place of the tables, while those answer and live projection goes
 * on. Resolves to true when it is done, and to false when it was stopped.
 *
 *     log       ------------------ target ----- head     live projection writes the tables all the while
 *     side      [ fill            ][ catch up ]
 *     tables                                   X swap    [ what came since the catching up, into the tables ]
 *
 * The last step leaves nothing out, whatever live projection was writing at the moment of the swap: every event of which
 * it may have written rows into the old table was in the log by then, and is projected once more into the new one. Rows
 * are absolute values, so most of that changes nothing. A rebuild that is cut off anywhere is taken up by the next of the
 * same tables; until then the tables are the old ones, or, when it was cut off in its last step, are completed by the
 * projector's next start.
 *
 * Throws RebuildRunningError. Stores that do not answer are waited for.
 */
export async function rebuild(options: RebuildOptions): Promise<boolean> {
  const { readModels, store, tables = REBUILT_TABLES, restart = false } = options;
  const storeId = await store.identity();
  const known = await readRebuild(readModels.client, storeId);
  if (known && known.state !== 'done' && Date.now() - known.updatedAt < LOST_MS) throw new RebuildRunningError();
  // The tables of one that was swapping are not whole: it is finished before anything else, whatever is asked.
  const isTakenUp = known?.state === 'swapping' || (known?.state === 'filling' && isSame(known, tables) && !restart);
  options.observer.started(isTakenUp ? 'where_it_was' : 'nothing');
  const record = isTakenUp ? known : await begin(options, storeId, known);
  if (!record) return true;
  if (!(await finish(options, new Filler(options, storeId, record)))) return false;
  return isSame(record, tables) || rebuild(options);
}

/** From wherever it is to its end; false when it was stopped before. */
async function finish({ readModels: { client }, signal }: RebuildOptions, filler: Filler): Promise<boolean> {
  const { id, tables, state } = filler.state;
  await filler.record({});
  if (state === 'filling') {
    await filler.fill(sideTables(tables));
    if (signal?.aborted) return false;
    await markSideTables(client, tables, id);
    await filler.record({ state: 'swapping' });
  }
  await swapSideTables(client, tables, id);
  await filler.fill(liveTables(tables));
  if (signal?.aborted) return false;
  await dropSideTables(client, tables, 'rebuild');
  await filler.record({ state: 'done' });
  return true;
}

/** Empty side tables and a record of them; undefined when the log has nothing to rebuild from. */
async function begin(
  { readModels: { client }, store, tables = REBUILT_TABLES }: RebuildOptions,
  storeId: string,
  known: RebuildRecord | undefined,
): Promise<RebuildRecord | undefined> {
  const target = (await store.newestEvent(STREAM_PREFIXES))?.position;
  if (target === undefined) return undefined;
  await dropSideTables(client, REBUILT_TABLES, 'rebuild');
  await makeSideTables(client, tables, 'rebuild');
  const now = Date.now();
  const record: RebuildRecord = {
    ...{ id: uuidV4(), tables, state: 'filling', position: 0n, target, events: 0, startedAt: now },
    // Never older than the record that it replaces, whatever the clocks say.
    updatedAt: Math.max(now, (known?.updatedAt ?? 0) + 1),
  };
  await writeRebuild(client, storeId, record);
  return record;
}

/** Replays the log into tables, up to where it ends, and keeps the record of it. */
class Filler {
  private readonly days: DayCache;
  private readonly beganAt = performance.now();
  private readonly beganWith: { events: number; position: bigint };

  constructor(
    private readonly options: RebuildOptions,
    private readonly storeId: string,
    public state: RebuildRecord,
  ) {
    this.days = new DayCache(options.store);
    this.beganWith = { events: state.events, position: state.position };
  }

  /** Fills the tables up to the newest event that the log has, and again, until it is at the end for a moment. */
  async fill(tables: ActivityTables): Promise<void> {
    const { store, signal = new AbortController().signal, observer, maxBatch = 20_000 } = this.options;
    for (;;) {
      const head = (await store.newestEvent(STREAM_PREFIXES))?.position ?? 0n;
      if (head <= this.state.position || signal.aborted) return;
      const after = this.state.position === 0n ? undefined : this.state.position;
      const events = store.subscribe({ after, streamPrefixes: STREAM_PREFIXES, signal });
      await runProjection({
        events: upTo(head, events),
        batch: new OpenBatch(this.days, after ?? -1n),
        write: (batch) => this.write(batch, tables),
        ...{ maxBatch, lingerMs: 2, signal, interrupted: (error) => observer.interrupted(error) },
      });
    }
  }

  async record(change: Partial<RebuildRecord>): Promise<void> {
    const updatedAt = Math.max(Date.now(), this.state.updatedAt + 1);
    this.state = { ...this.state, ...change, updatedAt };
    await writeRebuild(this.options.readModels.client, this.storeId, this.state);
  }

  private async write(batch: ProjectedBatch, tables: ActivityTables): Promise<void> {
    const key = { projection: 'rebuild', storeId: this.storeId };
    // Live projection has set aside what cannot be read.
    await writeBatch(this.options.readModels, { ...batch, parked: [] }, { tables, key });
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

const isSame = (record: RebuildRecord, tables: readonly RebuiltTable[]): boolean =>
  record.tables.join() === tables.join();

const sideTables = (tables: readonly RebuiltTable[]): ActivityTables => ({
  ...(tables.includes('buckets') && { buckets: { ...BUCKETS, name: sideTableOf('buckets', 'rebuild') } }),
  ...(tables.includes('daily') && { daily: { ...DAILY, name: sideTableOf('daily', 'rebuild') } }),
});

const liveTables = (tables: readonly RebuiltTable[]): ActivityTables => ({
  ...(tables.includes('buckets') && { buckets: BUCKETS }),
  ...(tables.includes('daily') && { daily: DAILY }),
});

/** The events up to and including a position. */
async function* upTo(position: bigint, events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent> {
  for await (const event of events) {
    if (event.position <= position) yield event;
    if (event.position >= position) return;
  }
}
