import type { BucketRow, DailyRow, SourceType } from '@app/domain';
import type { Database } from '../database/database.js';
import { LARGEST_UINT32, RowBinary } from '../formats/row-binary.js';
import { truncateTable } from '../statements/statement.js';

/**
 * A table of rows of users. Each has the columns `user_id`, `local_date` and `version`, by which an
 * erasure finds rows. It is a ReplacingMergeTree with `is_deleted`, partitioned by year.
 */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns that tell one row from another: its `ORDER BY`. */
  readonly key: readonly ['user_id', ...string[]];
}

/** A table that a projection writes, or one that a rebuild fills beside it. */
export interface RowTable<Row> extends TableShape {
  /** Writes the row's cells, in the order of the columns. */
  encode(row: Row, rows: RowBinary): void;
}

/** The numbers of the sources in the tables' `Enum8`. */
export const SOURCES: Record<SourceType, number> = { computers: 1, mobile: 2, offline: 3 };

/**
 * Devices add up, and an agent may claim fifty devices that ran all day. A duration of more than 49
 * days does not fit into the column, so it is written as the largest number. Otherwise one such row
 * would stop the rows of all users.
 */
const durationOf = ({ durationMs }: DailyRow): number => Math.min(durationMs, LARGEST_UINT32);

/** Five-minute buckets. */
export const BUCKETS: RowTable<BucketRow> = {
  name: 'buckets',
  columns: [
    ...['user_id', 'local_date', 'source', 'bucket_local', 'bucket_utc', 'duration_ms', 'version', 'is_deleted'],
    ...['activity', 'document', 'page'],
  ],
  key: ['user_id', 'bucket_local', 'bucket_utc', 'source', 'activity', 'document', 'page'],
  encode: (row, rows) => {
    rows.owned(row.userId, row.localDate, SOURCES[row.source]).uint32(row.bucketLocal).uint32(row.bucketUtc);
    rows.uint32(durationOf(row)).uint64(row.version).uint8(Number(row.isDeleted));
    rows.text(row.activity).text(row.document).text(row.page);
  },
};

/** The rollup by local day. */
export const DAILY: RowTable<DailyRow> = {
  name: 'daily',
  columns: ['user_id', 'local_date', 'source', 'duration_ms', 'version', 'is_deleted', 'activity'],
  key: ['user_id', 'local_date', 'source', 'activity'],
  encode: (row, rows) => {
    rows.owned(row.userId, row.localDate, SOURCES[row.source]).uint32(durationOf(row));
    rows.uint64(row.version).uint8(Number(row.isDeleted)).text(row.activity);
  },
};

/**
 * Rows of one table, encoded for the engine. Each row becomes bytes at once and is then forgotten.
 * Rows that wait as objects would cost the garbage collector much.
 */
export class EncodedRows<Row extends { readonly userId: string }> {
  private readonly encoded = new RowBinary();
  private count = 0;
  private readonly written = new Set<string>();
  private newestUser: string | undefined;

  constructor(private readonly table: RowTable<Row>) {}

  get rows(): number {
    return this.count;
  }

  /** The users that the rows belong to. */
  get users(): ReadonlySet<string> {
    return this.written;
  }

  add(row: Row): void {
    // Rows come user by user, so the set is touched once for each user.
    if (row.userId !== this.newestUser) this.written.add((this.newestUser = row.userId));
    this.table.encode(row, this.encoded);
    this.count++;
  }

  /** The bytes of all rows. Nothing may be added afterwards. */
  take(): Buffer {
    return this.encoded.take();
  }
}

/** Encodes rows. */
export function encodeRows<Row extends { readonly userId: string }>(
  table: RowTable<Row>,
  rows: readonly Row[],
): EncodedRows<Row> {
  const encoded = new EncodedRows(table);
  for (const row of rows) encoded.add(row);
  return encoded;
}

/** Writes rows to a table, in one insert; writing them again changes nothing. */
export async function writeEncoded<Row extends { readonly userId: string }>(
  database: Database,
  { name, columns }: RowTable<Row>,
  rows: EncodedRows<Row>,
): Promise<void> {
  if (rows.rows > 0) await database.insertBytes({ table: name, columns }, rows.take());
}

/** Empties tables: the first step of projecting a log from its beginning. */
export async function emptyTables(database: Database, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of tables) await database.change(truncateTable(name));
}

/** Whether one of the tables has any row. */
export async function hasRows(database: Database, tables: readonly TableShape[]): Promise<boolean> {
  for (const { name } of tables) {
    if ((await database.rows(`SELECT 1 FROM ${name} LIMIT 1`)).length > 0) return true;
  }
  return false;
}
