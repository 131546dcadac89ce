import { Readable } from 'node:stream';
import type { BucketRow, DailyRow } from '@app/domain';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ReadModels } from '../read-models.js';
import { TabSeparated } from './tab-separated.js';

/** A table of the activity projection, or one that a rebuild fills beside it. */
export interface ActivityTable<Row> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly writeLine: (row: Row, lines: TabSeparated) => void;
}

/** Five-minute buckets. */
export const BUCKETS: ActivityTable<BucketRow> = {
  name: 'buckets',
  columns: [
    ...['user_id', 'local_date', 'source', 'bucket_local', 'bucket_utc', 'duration_ms', 'version', 'is_deleted'],
    ...['activity', 'document', 'page'],
  ],
  writeLine: (row, lines) => {
    lines.shared(row.userId, row.localDate, row.source).number(row.bucketLocal).number(row.bucketUtc);
    lines.number(row.durationMs).big(row.version).number(Number(row.isDeleted));
    lines.text(row.activity).text(row.document).text(row.page).endLine();
  },
};

/** The rollup by local day. */
export const DAILY: ActivityTable<DailyRow> = {
  name: 'daily',
  columns: ['user_id', 'local_date', 'source', 'duration_ms', 'version', 'is_deleted', 'activity'],
  writeLine: (row, lines) => {
    lines.shared(row.userId, row.localDate, row.source).number(row.durationMs);
    lines.big(row.version).number(Number(row.isDeleted)).text(row.activity).endLine();
  },
};

/**
 * Rows of one table as the engine reads them. Each is written into bytes as it comes and forgotten: a batch of rows that is
 * kept until it is written is what the garbage collector would carry from one generation to the next.
 */
export class RowLines<Row extends { readonly userId: string }> {
  private readonly lines = new TabSeparated();
  private count = 0;
  private readonly written = new Set<string>();
  private newestUser: string | undefined;

  constructor(private readonly table: ActivityTable<Row>) {}

  get rows(): number {
    return this.count;
  }

  /** Whose rows they are. */
  get users(): ReadonlySet<string> {
    return this.written;
  }

  add(row: Row): void {
    // Rows come user by user: a set is asked once for each.
    if (row.userId !== this.newestUser) this.written.add((this.newestUser = row.userId));
    this.table.writeLine(row, this.lines);
    this.count++;
  }

  /** All of them. Nothing may be added afterwards. */
  take(): Buffer {
    return this.lines.take();
  }
}

/** Writes rows to a table, in one insert; writing them again changes nothing. */
export async function writeLines<Row extends { readonly userId: string }>(
  { client, remembered }: ReadModels,
  { name, columns }: ActivityTable<Row>,
  lines: RowLines<Row>,
): Promise<void> {
  const [first, ...rest] = columns;
  if (lines.rows === 0 || first === undefined) return;
  const values = Readable.from([lines.take()], { objectMode: false });
  const insert = () => client.insert({ table: name, columns: [first, ...rest], values, format: 'TabSeparated' });
  await (remembered ? remembered.whileWriting(lines.users, insert) : insert());
}

/** The same for rows at hand. */
export function writeRows<Row extends { readonly userId: string }>(
  readModels: ReadModels,
  table: ActivityTable<Row>,
  rows: readonly Row[],
): Promise<void> {
  const lines = new RowLines(table);
  for (const row of rows) lines.add(row);
  return writeLines(readModels, table, lines);
}

/** Empties both tables: the first step of projecting a log from its beginning. */
export async function clearActivity(client: ClickHouseClient): Promise<void> {
  for (const { name } of [BUCKETS, DAILY]) await client.command({ query: `TRUNCATE TABLE ${name}` });
}

/** Whether one of the tables has any row. */
export async function hasActivity(client: ClickHouseClient): Promise<boolean> {
  for (const { name } of [BUCKETS, DAILY]) {
    const result = await client.query({ query: `SELECT 1 FROM ${name} LIMIT 1`, format: 'JSONCompact' });
    if ((await result.json<[number]>()).data.length > 0) return true;
  }
  return false;
}
