import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { raiseFormat, writeFormat } from './counters.js';
import { checkDataFile } from '../disk/data-file.js';
import { openTables, type Tables } from '../disk/tables.js';

const DATA_FILE = 'data.mdb';
const LOCK_FILE = 'lock.mdb';
const COPY = 'copy';
const LOG = /^log-([1-9]\d*)$/;

/** The size of the lock file. LMDB's default of 126 readers needs less. */
const LOCK_FILE_BYTES = 16 * 1024;

/**
 * The folder of the node. The log lies in `log-<number>`. A new log is called `copy`, and it is
 * renamed when it is whole and on disk. Then the older log is removed. So the highest number is
 * always a whole log, and everything else is a leftover.
 */
export class LogFolder {
  private readonly dir: string;
  private number: number;

  /**
   * Opens the log in `dir` or makes one, and removes leftovers. Throws Error with a text for
   * people.
   */
  static open(dir: string): { folder: LogFolder; tables: Tables } {
    const numbers = logNumbersIn(dir);
    const folder = new LogFolder(dir, Math.max(0, ...numbers));
    try {
      if (existsSync(join(dir, DATA_FILE)))
        throw new Error(
          'it has format 0, which only unreleased versions wrote; move it away to start with an empty log',
        );
      const tables = numbers.length === 0 ? folder.create() : folder.openCurrent();
      folder.removeLeftovers();
      return { folder, tables };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The event log in ${dir} cannot be opened: ${reason}`, { cause });
    }
  }

  private constructor(dir: string, number: number) {
    this.dir = dir;
    this.number = number;
  }

  /** The size of the log's data file. */
  get dataBytes(): number {
    return statSync(join(this.path, DATA_FILE)).size;
  }

  /** Empty tables for a new log, without automatic flush. Removes what an earlier attempt left. */
  openCopy(): Tables {
    const path = join(this.dir, COPY);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
    reserveLockFile(path);
    return openTables(path, { noSync: true });
  }

  /** The data file of openCopy(). */
  get copyDataFile(): string {
    return join(this.dir, COPY, DATA_FILE);
  }

  /** Makes the closed and flushed copy the log. After an error either of the two may be the log. */
  adoptCopy(): Tables {
    sync(join(this.dir, COPY));
    renameSync(join(this.dir, COPY), join(this.dir, `log-${this.number + 1}`));
    this.number++;
    sync(this.dir);
    return this.openCurrent();
  }

  /** Removes everything except the log: older logs and an unfinished copy. */
  removeLeftovers(): void {
    const older = logNumbersIn(this.dir).filter((number) => number < this.number);
    for (const name of [COPY, ...older.map((number) => `log-${number}`)])
      rmSync(join(this.dir, name), { recursive: true, force: true });
  }

  private get path(): string {
    return join(this.dir, `log-${this.number}`);
  }

  private openCurrent(): Tables {
    checkDataFile(join(this.path, DATA_FILE));
    reserveLockFile(this.path);
    const tables = openTables(this.path, { noSync: false });
    raiseFormat(tables);
    return tables;
  }

  private create(): Tables {
    const tables = this.openCopy();
    writeFormat(tables);
    // No work is pending on it, so it is closed when this returns.
    void tables.root.close();
    sync(this.copyDataFile);
    return this.adoptCopy();
  }
}

/**
 * Writes the lock file in full. LMDB writes it through a memory map, and on a full disk that ends
 * the process with SIGBUS and no message. Writing the blocks here throws ENOSPC instead.
 */
function reserveLockFile(path: string): void {
  const file = join(path, LOCK_FILE);
  if (!existsSync(file) || statSync(file).size < LOCK_FILE_BYTES) writeFileSync(file, Buffer.alloc(LOCK_FILE_BYTES));
}

function logNumbersIn(dir: string): number[] {
  return readdirSync(dir)
    .flatMap((name) => LOG.exec(name)?.[1] ?? [])
    .map(Number);
}

/** Makes a file, or the names in a folder, safe on disk. Windows cannot do that for folders. */
function sync(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  const file = openSync(path, statSync(path).isDirectory() ? 'r' : 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
