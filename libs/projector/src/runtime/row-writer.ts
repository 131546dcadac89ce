import { EncodedRows, type ReadModels } from '@app/read-models';
import type { ProjectedTable, UserRow } from './projection.js';

/** Collects the rows of states, and writes them to their tables, one insert for each table. */
export class RowWriter {
  private pending: readonly EncodedRows<UserRow>[];

  constructor(
    private readonly readModels: ReadModels,
    private readonly tables: readonly ProjectedTable[],
  ) {
    this.pending = emptyRows(tables);
  }

  /** How many rows wait to be written. */
  get count(): number {
    return this.pending.reduce((count, { rows }) => count + rows, 0);
  }

  /** Adds every row of a state. */
  add(state: unknown): void {
    for (const [n, table] of this.tables.entries()) {
      for (const row of table.rowsOf(state, -1n)) this.pending[n]?.add(row);
    }
  }

  /** Writes the waiting rows. To write a row twice changes nothing. */
  async write(): Promise<void> {
    const { pending } = this;
    this.pending = emptyRows(this.tables);
    for (const [n, table] of this.tables.entries()) {
      const rows = pending[n];
      if (rows) await this.readModels.writeEncoded(table, rows);
    }
  }
}

const emptyRows = (tables: readonly ProjectedTable[]): EncodedRows<UserRow>[] =>
  tables.map((table) => new EncodedRows<UserRow>(table));
