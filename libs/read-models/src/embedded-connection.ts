import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClickHouseClientConfigOptions } from '@clickhouse/client';
import type * as ChdbConnection from 'chdb/connection';
import { bytesOf } from './bytes-of.js';

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
type ExecOptions = Parameters<Connection['exec']>[0];

/** An insert of bytes, up to its format. */
const INSERT_OF_BYTES = /^INSERT INTO \w+ \(\w+(?:, \w+)*\)(?= FORMAT \w+$)/;

/**
 * The in-process engine on a folder, behind the client's own contract; one process at a time.
 *
 * It leaves out what an `exec` sends with its query, as bytes have no place in a statement: they are handed over in a file.
 * The engine is also quicker with that, since it takes a whole statement apart into words (docs/performance.md).
 */
export function connectToFolder(dir: string): Connection {
  // Loaded only when used: a production image that talks to a server needs no engine of its own.
  const { createChdbConnection } = createRequire(import.meta.url)('chdb/connection') as typeof ChdbConnection;
  // chdb is typed against its own copy of the client's contract: same shape, two declarations.
  const connection = createChdbConnection({ path: dir }) as unknown as Connection;
  const exec = async (options: ExecOptions): ReturnType<Connection['exec']> => {
    if (options.values === undefined) return connection.exec(options);
    const [insert] = INSERT_OF_BYTES.exec(options.query) ?? [];
    if (insert === undefined)
      throw new Error('The in-process engine takes bytes only for an insert into named columns.');
    const bytes = await bytesOf(options.values);
    const run = (path: string) =>
      connection.command({ ...options, query: options.query.replace(insert, `${insert} FROM INFILE '${path}'`) });
    return { ...(await withFile(dir, bytes, run)), stream: Readable.from([]) };
  };
  return new Proxy(connection, {
    get(target, name) {
      if (name === 'exec') return exec;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** A process may open its own files by their number, although they have no name any more. */
const HAS_OPEN_FILES = process.platform === 'linux';

/**
 * Has the bytes read from a file that, on Linux, has lost its name before anything is in it: nothing of them is left behind,
 * whenever the process ends. Elsewhere the file keeps its name until it was read.
 */
async function withFile<T>(dir: string, bytes: Buffer, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(dir, `insert-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    if (HAS_OPEN_FILES) await unlink(path);
    await file.writeFile(bytes);
    return await use(HAS_OPEN_FILES ? `/proc/self/fd/${file.fd}` : path);
  } finally {
    await file.close();
    if (!HAS_OPEN_FILES) await unlink(path);
  }
}
