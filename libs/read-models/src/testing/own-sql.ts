import type { BoundValues, Database } from '../database/database.js';
import { insertSelect } from '../statements/statement.js';

/** The rows of a SELECT as objects. Numbers of 64 bits are texts. */
export async function objectsOf(database: Database, query: string, values: BoundValues = {}): Promise<object[]> {
  const lines = await database.rows<[string]>(`SELECT formatRowNoNewline('JSONEachRow', *) FROM (${query})`, values);
  return lines.map(([line]) => JSON.parse(line) as object);
}

/** Runs a statement of a test, on one server. */
export const runSql = (database: Database, sql: string): Promise<void> => database.change(insertSelect(sql));
