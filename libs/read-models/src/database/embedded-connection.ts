import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ClickHouseClientConfigOptions } from '@clickhouse/client';
import type * as ChdbConnection from 'chdb/connection';
import { bytesOf } from './bytes-of.js';

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
type Request<Method extends keyof Connection> = Parameters<Connection[Method]>[0];

/** An insert of bytes, up to its format. */
const INSERT_OF_BYTES = /^INSERT INTO \w+ \(\w+(?:, \w+)*\)(?= FORMAT \w+$)/;

/**
 * The in-process engine on a folder, as a connection of `@clickhouse/client`. One process at a time
 * may use the folder.
 *
 * The engine's own connection drops the bytes that an `exec` sends with its query, because a
 * statement has no place for bytes. This connection writes them to a file and lets the engine read
 * the file. That is also faster: the engine parses a whole statement word by word
 * (docs/performance.md).
 */
class FolderConnection implements Connection {
  constructor(
    private readonly engine: Connection,
    private readonly dir: string,
  ) {}

  ping(request: Request<'ping'>): ReturnType<Connection['ping']> {
    return this.engine.ping(request);
  }

  query(request: Request<'query'>): ReturnType<Connection['query']> {
    return this.engine.query(request);
  }

  insert(request: Request<'insert'>): ReturnType<Connection['insert']> {
    return this.engine.insert(request);
  }

  command(request: Request<'command'>): ReturnType<Connection['command']> {
    return this.engine.command(request);
  }

  async exec(request: Request<'exec'>): ReturnType<Connection['exec']> {
    if (request.values === undefined) return this.engine.exec(request);
    const [insert] = INSERT_OF_BYTES.exec(request.query) ?? [];
    if (insert === undefined)
      throw new Error('The in-process engine takes bytes only for an insert into named columns.');
    const bytes = await bytesOf(request.values);
    const readFrom = (path: string) =>
      this.engine.command({
        ...request,
        query: request.query.replace(insert, `${insert} FROM INFILE '${path}'`),
      });
    return { ...(await withFile(this.dir, bytes, readFrom)), stream: Readable.from([]) };
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

/** Opens the folder. Throws when another process has it open. */
export function connectToFolder(dir: string): Connection {
  // Loaded only when used: an image for a ClickHouse server needs no engine.
  const { createChdbConnection } = createRequire(import.meta.url)('chdb/connection') as typeof ChdbConnection;
  // chdb has its own copy of the client's types: the same shape, declared twice.
  return new FolderConnection(createChdbConnection({ path: dir }) as unknown as Connection, dir);
}

/**
 * On Linux a process can open its own open files by their number, even after they lost their name.
 */
const HAS_OPEN_FILES = process.platform === 'linux';

/**
 * Puts bytes into a file while `use` runs. On Linux the file loses its name before bytes are in it.
 * So nothing is left behind, whenever the process ends. Elsewhere the file keeps its name until
 * `use` is done.
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
