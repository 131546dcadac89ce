import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type ClickHouseClientConfigOptions, parseError } from '@clickhouse/client';
import type * as ChdbConnection from 'chdb/connection';
import { bytesOf } from './bytes-of.js';

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
type InsertOptions = Parameters<Connection['insert']>[0];

/** An insert of lines into named columns, as the client writes it. Anything else is left to chdb. */
const INSERT_OF_LINES = /^INSERT INTO (\w+) \((\w+(?:, \w+)*)\) FORMAT TabSeparated$/;

/** What is larger goes to the engine as a file; what is smaller is with it sooner than a file is written. */
const LARGEST_WITHIN_STATEMENT = 64 * 1024;
/** Elsewhere a file without a name cannot be opened by its number. */
const HAS_OPEN_FILES = process.platform === 'linux';

/**
 * The in-process engine on a folder, behind the client's own contract; one process at a time.
 *
 * Its insert turns the bytes of the rows into text, joins that to the statement and encodes it all again, on the main
 * thread: inserts of lines take its raw insert instead, which hands the bytes to the engine as they are. But as a part of the
 * statement, and the engine takes a whole statement apart into words: half of what an insert costs. So many lines are
 * handed over in a file (docs/performance.md).
 */
export function connectToFolder(dir: string): Connection {
  // Loaded only when used: a production image that talks to a server needs no engine of its own.
  const { createChdbConnection } = createRequire(import.meta.url)('chdb/connection') as typeof ChdbConnection;
  const engine = createChdbConnection({ path: dir });
  // chdb is typed against its own copy of the client's contract: same shape, two declarations.
  const connection = engine as unknown as Connection;
  const insert = async (options: InsertOptions): ReturnType<Connection['insert']> => {
    const [, table, columns] = INSERT_OF_LINES.exec(options.query) ?? [];
    if (table === undefined || columns === undefined) return connection.insert(options);
    const values = await bytesOf(options.values);
    if (HAS_OPEN_FILES && values.length > LARGEST_WITHIN_STATEMENT) {
      const insertFrom = (path: string) =>
        `INSERT INTO ${table} (${columns}) FROM INFILE '${path}' FORMAT TabSeparated`;
      await withFile(dir, values, (path) => connection.command({ ...options, query: insertFrom(path) }));
    } else if (values.length > 0) {
      const target = { table, columns: columns.split(', '), format: 'TabSeparated' } as const;
      await discreet(engine.chdb.rawInsert({ ...target, values, settings: settingsOf(options) }));
    }
    return { query_id: options.query_id ?? '', response_headers: {} };
  };
  return new Proxy(connection, {
    get(target, name) {
      if (name === 'insert') return insert;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/**
 * Has the bytes read from a file that has lost its name before anything is in it: nothing of them is left behind, whenever
 * the process ends.
 */
async function withFile(dir: string, bytes: Buffer, use: (path: string) => Promise<unknown>): Promise<void> {
  const file = await openNameless(join(dir, `insert-${randomUUID()}`));
  try {
    await file.writeFile(bytes);
    await use(`/proc/self/fd/${file.fd}`);
  } finally {
    await file.close();
  }
}

async function openNameless(path: string): Promise<FileHandle> {
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

const settingsOf = ({ clickhouse_settings }: InsertOptions): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(clickhouse_settings ?? {}).map(([name, value]) => [name, value as string | number | boolean]),
  );

/** The engine's refusals, in the form that the client gives them. */
async function discreet<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw parseError(error instanceof Error ? error.message : String(error));
  }
}
