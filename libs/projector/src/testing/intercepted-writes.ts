import type { Database, ReadModels, Statement } from '@app/read-models';

/** Stands before a write: `write` sends it to the engine. */
export type WriteInterceptor = <T>(table: string, write: () => Promise<T>) => Promise<T>;

/** Stands before a change: `change` sends the statement to the engine. */
export type ChangeInterceptor = (statement: Statement, change: () => Promise<void>) => Promise<void>;

/**
 * The same read models. Every insert of rows goes through the interceptor, which may let it fail or
 * wait.
 */
export function interceptWrites(readModels: ReadModels, intercept: WriteInterceptor): ReadModels {
  return readModels.through((database) => ({
    ...delegateOf(database),
    insert: (table, rows) => intercept(table, () => database.insert(table, rows)),
    insertBytes: (into, bytes) => intercept(into.table, () => database.insertBytes(into, bytes)),
  }));
}

/**
 * The same read models. Every change of tables, or of many rows at once, goes through the
 * interceptor.
 */
export function interceptChanges(readModels: ReadModels, intercept: ChangeInterceptor): ReadModels {
  return readModels.through((database) => ({
    ...delegateOf(database),
    change: (statement, options) => intercept(statement, () => database.change(statement, options)),
  }));
}

const delegateOf = (database: Database): Database => ({
  rows: (query, values) => database.rows(query, values),
  nativeBytes: (query, values) => database.nativeBytes(query, values),
  insert: (table, rows) => database.insert(table, rows),
  insertBytes: (into, bytes) => database.insertBytes(into, bytes),
  change: (statement, options) => database.change(statement, options),
  close: () => database.close(),
});
