import {
  ActivityDay,
  activityStream,
  addDays,
  bucketRows,
  dailyRows,
  DomainError,
  type LocalDate,
  localDateOfUtcMs,
  parseLocalDate,
  readActivityEvent,
  STREAM_PREFIXES,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  BUCKETS,
  DAILY,
  dropSideTables,
  makeSideTables,
  mergeSideTable,
  type ReadModels,
  type RebuiltTable,
  EncodedRows,
  sideTableOf,
  writeEncoded,
} from '@app/read-models';
import { eraseAgain, erasureMark } from '../../privacy/erased-meanwhile.js';
import { REBUILT_TABLES } from './rebuild.js';

export interface RepairOptions {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly userId: string;
  /** Default: all of them. */
  readonly tables?: readonly RebuiltTable[];
  /** Epoch ms. */
  readonly now: number;
  /** Days before this one are taken to be empty. Default: the first that anything is recorded of, 2000-01-01. */
  readonly firstDay?: LocalDate;
  /** Told how much is done, from 0 to 1. */
  readonly progressed?: (share: number) => void;
}

/** Nothing is recorded of an earlier day: see `acceptActivities`. */
const FIRST_DAY = parseLocalDate('2000-01-01') as LocalDate;
const DAYS_AT_ONCE = 16;
/** Written when there are so many: some 20 MB of text. */
const ROWS_OF_AN_INSERT = 100_000;

/**
 * Makes one user's rows what the log comes to, and leaves everybody else's alone. Every day that the user may have is read
 * from its stream; what it comes to is compared with the tables in the engine, and only what differs is written: rows that
 * should not be there are deleted. Live projection goes on, and wins where it has newer rows. Harmless when repeated.
 *
 * What is erased while it is at work does not come back: days are read again when an erasure has gone on since they were read,
 * and its rows are deleted again when it has while they were written.
 */
export async function repairUser(options: RepairOptions): Promise<void> {
  const { store, readModels, userId, tables = REBUILT_TABLES } = options;
  const { client } = readModels;
  const upTo = (await store.newestEvent(STREAM_PREFIXES))?.position ?? 0n;
  let mark: string;
  do {
    mark = await erasureMark(store, userId);
    await dropSideTables(client, tables, 'repair');
    await makeSideTables(client, tables, 'repair');
    await fillFromDays(options, tables);
  } while ((await erasureMark(store, userId)) !== mark);
  for (const table of tables) await mergeSideTable(client, table, { userId, upTo });
  await dropSideTables(client, tables, 'repair');
  if ((await erasureMark(store, userId)) !== mark) await eraseAgain(options, userId);
}

async function fillFromDays(
  { store, readModels, userId, now, firstDay = FIRST_DAY, progressed }: RepairOptions,
  tables: readonly RebuiltTable[],
): Promise<void> {
  let [buckets, daily] = [new EncodedRows(BUCKETS), new EncodedRows(DAILY)];
  const write = async () => {
    if (tables.includes('buckets')) {
      await writeEncoded(readModels, { ...BUCKETS, name: sideTableOf('buckets', 'repair') }, buckets);
    }
    if (tables.includes('daily'))
      await writeEncoded(readModels, { ...DAILY, name: sideTableOf('daily', 'repair') }, daily);
    [buckets, daily] = [new EncodedRows(BUCKETS), new EncodedRows(DAILY)];
  };
  const days = daysBetween(firstDay, now);
  for (let n = 0; n < days.length; n += DAYS_AT_ONCE) {
    const dates = days.slice(n, n + DAYS_AT_ONCE);
    const folded = await Promise.all(dates.map((localDate) => foldOf(store, userId, localDate)));
    for (const [index, day] of folded.entries()) {
      const owner = { userId, localDate: dates[index] as LocalDate };
      for (const row of bucketRows(owner, day.bucketsSince())) buckets.add(row);
      for (const row of dailyRows(owner, day.totalsSince())) daily.add(row);
    }
    if (buckets.rows >= ROWS_OF_AN_INSERT) await write();
    progressed?.(Math.min(1, (n + DAYS_AT_ONCE) / days.length));
  }
  await write();
}

/** Every day from the first until tomorrow by UTC: in some zone it has begun. */
function daysBetween(first: LocalDate, now: number): LocalDate[] {
  const days: LocalDate[] = [];
  const last = addDays(localDateOfUtcMs(now), 1);
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

async function foldOf(store: EventStore, userId: string, localDate: LocalDate): Promise<ActivityDay> {
  const day = new ActivityDay();
  for await (const stored of store.read(activityStream(userId, localDate))) {
    try {
      const event = readActivityEvent(stored);
      if (event) day.apply(event, stored.position);
    } catch (error) {
      // The projector has set it aside.
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return day;
}
