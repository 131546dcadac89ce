import type { Statement } from '../statements/statement.js';

/**
 * The values of a query's `{name:Type}` placeholders. A value may be undefined when no placeholder
 * needs it.
 */
export type BoundValues = Readonly<Record<string, unknown>>;

/** What a statement needs beside its text. */
export interface ChangeOptions {
  readonly values?: BoundValues;
  /** ClickHouse settings of this statement only. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The tables of the read models, whatever stores them: the engine in this process, one server, or a
 * cluster.
 *
 * Every method rejects with ReadModelsError when ClickHouse refuses. When ClickHouse does not
 * answer, it rejects with the network's error (`isReadModelsUnavailable`).
 */
export interface Database {
  /** The rows of a SELECT, each an array of its columns. A number of 64 bits comes as text. */
  rows<Row extends readonly unknown[]>(query: string, values?: BoundValues): Promise<Row[]>;
  /** The answer to a SELECT as bytes in the format Native, whole or not at all. */
  nativeBytes(query: string, values?: BoundValues): Promise<Buffer>;
  /** Inserts rows that are objects with the names of the columns. */
  insert(table: string, rows: readonly object[]): Promise<void>;
  /** Inserts rows in the format RowBinary, in one insert. */
  insertBytes(into: { table: string; columns: readonly string[] }, bytes: Buffer): Promise<void>;
  /** Changes tables, or many rows at once. */
  change(statement: Statement, options?: ChangeOptions): Promise<void>;
  close(): Promise<void>;
}
