/** A column for which more than its type is given. */
export interface DescribedColumn {
  readonly type: string;
  /** The expression of its value when an insert gives none. */
  readonly default?: string;
  readonly comment?: string;
}

/** A table of rows whose newest version counts (ReplacingMergeTree). */
export interface CreateTable {
  readonly kind: 'create-table';
  readonly table: string;
  /** Type by name, in the order of the table. A name that is a word of SQL stands in backticks. */
  readonly columns: Readonly<Record<string, string | DescribedColumn>>;
  /** The column with the version, and the column that marks a removed row. */
  readonly replacing: readonly [version: string, isDeleted?: string];
  readonly partitionBy?: string;
  /** The key of a row. On a cluster the first column says which shard has the row. */
  readonly orderBy: readonly [shardKey: string, ...others: string[]];
  readonly ttl?: string;
  readonly settings?: Readonly<Record<string, number>>;
}

/** A table with the columns, the engine and the settings of another one. */
export interface CreateTableLike {
  readonly kind: 'create-table-like';
  readonly table: string;
  readonly model: string;
  /** The first column of the key of `model`. */
  readonly shardKey: string;
}

/** A change of columns. On a cluster both tables of a pair have columns. */
export type ColumnChange = `${'ADD' | 'MODIFY' | 'DROP' | 'RENAME' | 'COMMENT'} COLUMN ${string}`;

/** A change of rows or of how they are stored. On a cluster only the local table stores rows. */
export type StorageChange =
  | `${'MODIFY ORDER BY' | 'MODIFY TTL' | 'MODIFY SETTING' | 'RESET SETTING' | 'MODIFY COMMENT'} ${string}`
  | `${'DELETE WHERE' | 'DROP PARTITION'} ${string}`
  | 'REMOVE TTL';

export interface AlterTable {
  readonly kind: 'alter-table';
  readonly table: string;
  readonly columnChanges: readonly ColumnChange[];
  readonly storageChanges: readonly StorageChange[];
}

export interface DropTable {
  readonly kind: 'drop-table';
  readonly table: string;
  /** Waits until the files of the table are gone. */
  readonly isSync: boolean;
}

export interface TruncateTable {
  readonly kind: 'truncate-table';
  readonly table: string;
  readonly ifExists: boolean;
}

/** Hides rows at once; the engine removes them from its files when it merges. */
export interface DeleteRows {
  readonly kind: 'delete-rows';
  readonly table: string;
  readonly where: string;
}

/** Two tables change their names in one step. */
export interface ExchangeTables {
  readonly kind: 'exchange-tables';
  readonly table: string;
  readonly other: string;
}

/**
 * Writes the rows of a query into a table. The same text is for one server and for a cluster: both
 * write through the same table.
 */
export interface InsertSelect {
  readonly kind: 'insert-select';
  readonly sql: string;
}

/**
 * A statement that changes tables or many rows, as a description. `singleServerSql` and
 * `clusterSql` render it. A new kind does not compile until both of them know it.
 */
export type Statement =
  CreateTable | CreateTableLike | AlterTable | DropTable | TruncateTable | DeleteRows | ExchangeTables | InsertSelect;

export const createTable = (description: Omit<CreateTable, 'kind'>): CreateTable => ({
  kind: 'create-table',
  ...description,
});

export const createTableLike = (description: Omit<CreateTableLike, 'kind'>): CreateTableLike => ({
  kind: 'create-table-like',
  ...description,
});

/** Changes columns and, in the same statement, how rows are stored. */
export const changeColumns = (
  table: string,
  columnChanges: readonly ColumnChange[],
  storageChanges: readonly StorageChange[] = [],
): AlterTable => ({ kind: 'alter-table', table, columnChanges, storageChanges });

export const changeStorage = (table: string, ...storageChanges: readonly StorageChange[]): AlterTable => ({
  ...{ kind: 'alter-table', table, columnChanges: [], storageChanges },
});

/** Removes a table if it exists. With `isSync`, the answer comes after its files are gone. */
export const dropTable = (table: string, { isSync = false } = {}): DropTable => ({ kind: 'drop-table', table, isSync });

export const truncateTable = (table: string, { ifExists = false } = {}): TruncateTable => ({
  ...{ kind: 'truncate-table', table, ifExists },
});

export const deleteRows = (table: string, where: string): DeleteRows => ({ kind: 'delete-rows', table, where });

export const exchangeTables = (table: string, other: string): ExchangeTables => ({
  ...{ kind: 'exchange-tables', table, other },
});

export const insertSelect = (sql: string): InsertSelect => ({ kind: 'insert-select', sql });
