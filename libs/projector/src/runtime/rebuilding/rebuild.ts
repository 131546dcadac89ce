import type { EventStore } from '@app/event-store';
import type { ReadModels, RebuildRecord } from '@app/read-models';
import { v4 as uuidV4 } from 'uuid';
import type { Projection } from '../projection.js';
import { Filler, type RebuildObserver } from './filler.js';
import { type ChosenTable, chosenTables, tableNames, tablesBeside } from './chosen-tables.js';

export interface RebuildOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly observer: RebuildObserver;
  readonly projections: readonly Projection[];
  /** Names of tables of these projections. Default: all of them. */
  readonly tables?: readonly string[];
  /** Begins from nothing, even when an earlier rebuild was cut off. */
  readonly restart?: boolean;
  /** Stops the rebuild after the current batch. The next rebuild goes on from there. */
  readonly signal?: AbortSignal;
  /** The most events in a batch. Default 20,000. A batch of large events is written earlier. */
  readonly maxBatch?: number;
}

/** Another rebuild runs: its last sign of life is recent. */
export class RebuildRunningError extends Error {
  constructor() {
    super('Another rebuild is running. Wait for its end; one that was cut off may be taken up after half a minute.');
    this.name = 'RebuildRunningError';
  }
}

/**
 * A rebuild without a sign of life for so long was cut off. Each batch is a sign, and a batch takes
 * a second or two.
 */
const LOST_MS = 30_000;

/** Whether a rebuild goes on: it showed a sign of life shortly before `nowMs` (epoch ms). */
export const isRebuildRunning = ({ state, updatedAt }: RebuildRecord, nowMs: number): boolean =>
  state !== 'done' && nowMs - updatedAt < LOST_MS;

/**
 * Replays the log into side tables. Meanwhile the tables answer and live projection goes on. At the
 * end the side tables take the place of the tables. Resolves to true when it is done, and to false
 * when it was stopped.
 *
 *     log      ------------------ target ----- head   live projection writes the tables meanwhile
 *     side     [ fill            ][ catch up ]
 *     tables                                  X swap  [ the events since the catch-up ]
 *
 * The last step adds what live projection wrote into the old tables at the moment of the swap. The
 * events behind such rows were in the log by then, and are projected once more into the new tables.
 * Rows are absolute values, so most of that changes nothing.
 *
 * When a rebuild was cut off, the next rebuild of the same tables goes on from there. Until then
 * the tables are the old ones. When it was cut off in its last step, the next start of the
 * projector completes the tables too.
 *
 * Throws RebuildRunningError, and RangeError for a table that no projection has. Waits for stores
 * that do not answer.
 */
export async function rebuild(options: RebuildOptions): Promise<boolean> {
  const { readModels, store, restart = false } = options;
  const names = tableNames(chosenTables(options.projections, options.tables));
  const storeId = await store.identity();
  const known = await readModels.readRebuild(storeId);
  if (known && isRebuildRunning(known, Date.now())) throw new RebuildRunningError();
  // The tables of a rebuild that was cut off while swapping are not complete. So it is finished
  // first, whatever this call asks for.
  const isTakenUp = known?.state === 'swapping' || (known?.state === 'filling' && isSame(known, names) && !restart);
  options.observer.started(isTakenUp ? 'where_it_was' : 'nothing');
  const record = isTakenUp ? known : await begin(options, storeId, known);
  if (!record) return true;
  if (!(await finish(options, new Filler(options, storeId, record)))) return false;
  return isSame(record, names) || rebuild(options);
}

/** Goes on to the end of the rebuild. False when it was stopped before. */
async function finish({ readModels, projections, signal }: RebuildOptions, filler: Filler): Promise<boolean> {
  const { id, state, tables: names } = filler.state;
  const chosen: readonly ChosenTable[] = chosenTables(projections, names);
  await filler.record({});
  if (state === 'filling') {
    await filler.fill(tablesBeside(chosen, 'rebuild'));
    if (signal?.aborted) return false;
    await readModels.markSideTables(names, id);
    await filler.record({ state: 'swapping' });
  }
  await readModels.swapSideTables(names, id);
  await filler.fill(chosen);
  if (signal?.aborted) return false;
  await readModels.dropSideTables(names, 'rebuild');
  await filler.record({ state: 'done' });
  return true;
}

/**
 * Makes empty side tables and a record of them. Undefined when the log has no event to rebuild
 * from.
 */
async function begin(
  { readModels, store, projections, tables }: RebuildOptions,
  storeId: string,
  known: RebuildRecord | undefined,
): Promise<RebuildRecord | undefined> {
  const target = (await store.lastEvent())?.position;
  if (target === undefined) return undefined;
  const chosen = chosenTables(projections, tables);
  await readModels.dropSideTables(tableNames(chosenTables(projections)), 'rebuild');
  await readModels.makeSideTables(
    chosen.map(({ table }) => table),
    'rebuild',
  );
  const now = Date.now();
  const record: RebuildRecord = {
    ...{ id: uuidV4(), tables: tableNames(chosen), state: 'filling', position: 0n, target, events: 0, startedAt: now },
    // Newer than the record before, even when a clock is wrong.
    updatedAt: Math.max(now, (known?.updatedAt ?? 0) + 1),
  };
  await readModels.writeRebuild(storeId, record);
  return record;
}

const isSame = (record: RebuildRecord, tables: readonly string[]): boolean => record.tables.join() === tables.join();
