import { addDays, type LocalDate, localDateOfUtcMs, parseLocalDate } from '@app/domain';
import type { EventStore } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { foldStream } from '../fold-cache.js';
import type { Projection, StreamFold } from '../projection.js';
import { RowWriter } from '../row-writer.js';
import { type ChosenTable, chosenTables, tableNames, tablesBeside } from './chosen-tables.js';

/**
 * Tells whether an erasure made progress while rows were made from events that were read before it.
 */
export interface ErasureWatch {
  /**
   * How far the erasures of a user are. Two equal marks mean that no erasure made progress in
   * between.
   */
  markOf(userId: string): Promise<string>;
  /** Deletes rows again that an erasure deleted before this repair wrote them. Safe to repeat. */
  eraseAgain(userId: string): Promise<void>;
}

export interface RepairOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly projections: readonly Projection[];
  readonly erasures: ErasureWatch;
  readonly userId: string;
  /** Names of tables of these projections. Default: all of them. */
  readonly tables?: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /**
   * The repair expects no time before this day. Default: 2000-01-01, the first day that may have
   * time.
   */
  readonly firstDay?: LocalDate;
  /** Called with the share that is done, from 0 to 1. */
  readonly progressed?: (share: number) => void;
}

/** The log holds no time of earlier days: see `readActivities`. */
const FIRST_DAY = parseLocalDate('2000-01-01') as LocalDate;
const STREAMS_AT_ONCE = 16;
/** Rows are written when there are so many: some 20 MB of text. */
const ROWS_OF_AN_INSERT = 100_000;

/**
 * Makes one user's rows equal to the fold of the log. The rows of other users stay as they are.
 *
 * It reads every stream that the user may have. The engine compares the rows of these streams with
 * the tables. Rows that differ are written, and rows that no stream explains are deleted. Live
 * projection goes on, and wins where it has newer rows. Safe to repeat.
 *
 * Erased time does not come back. When an erasure made progress since the streams were read, they
 * are read again. When an erasure made progress while rows were written, its rows are deleted
 * again.
 */
export async function repairUser(options: RepairOptions): Promise<void> {
  const { store, readModels, erasures, userId } = options;
  const chosen = chosenTables(options.projections, options.tables);
  const tables = chosen.map(({ table }) => table);
  const upTo = (await store.lastEvent())?.position ?? 0n;
  let mark: string;
  do {
    mark = await erasures.markOf(userId);
    await readModels.dropSideTables(tableNames(chosen), 'repair');
    await readModels.makeSideTables(tables, 'repair');
    await fillFromStreams(options, tablesBeside(chosen, 'repair'));
  } while ((await erasures.markOf(userId)) !== mark);
  for (const table of tables) await readModels.mergeSideTable(table, { userId, upTo });
  await readModels.dropSideTables(tableNames(chosen), 'repair');
  if ((await erasures.markOf(userId)) !== mark) await erasures.eraseAgain(userId);
}

/** Each stream is read once, for all projections that fold it. */
async function fillFromStreams(options: RepairOptions, chosen: readonly ChosenTable[]): Promise<void> {
  const { store, readModels, userId, now, firstDay = FIRST_DAY, progressed } = options;
  const days = daysBetween(firstDay, now);
  for (const fold of new Set(chosen.map(({ projection }) => projection.fold))) {
    const tables = chosen.filter(({ projection }) => projection.fold === fold).map(({ table }) => table);
    const streams = fold.streamsOf(userId, days);
    const writer = new RowWriter(readModels, tables);
    for (let n = 0; n < streams.length; n += STREAMS_AT_ONCE) {
      for (const state of await foldAll(store, fold, streams.slice(n, n + STREAMS_AT_ONCE))) writer.add(state);
      if (writer.count >= ROWS_OF_AN_INSERT) await writer.write();
      progressed?.(Math.min(1, (n + STREAMS_AT_ONCE) / streams.length));
    }
    await writer.write();
  }
}

const foldAll = (store: EventStore, fold: StreamFold, streams: readonly string[]): Promise<unknown[]> =>
  Promise.all(streams.map((stream) => foldStream(store, fold, stream)));

/** Every day from the first until tomorrow by UTC: in some zones tomorrow has begun. */
function daysBetween(first: LocalDate, now: number): LocalDate[] {
  const days: LocalDate[] = [];
  const last = addDays(localDateOfUtcMs(now), 1);
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
