import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { FolderUse, thisBoot } from './folder-use.js';

/** The compiled library, for other processes. */
const COMPILED = pathToFileURL(join(process.cwd(), 'dist/libs/read-models/src/index.js')).href;
const CHECKPOINT = { projection: 'p', store_id: 's', position: '7', recorded_at: 0, written_at: 0 };

let dir: string;
let mark: string;
let emptied: number;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-folder-use-'));
  mark = join(dir, 'in-use');
  emptied = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function within<T>(bootId: string | null, work: (readModels: ReadModels) => Promise<T>): Promise<T> {
  const readModels = await openReadModels({ dir, bootId }, { emptied: () => (emptied += 1) });
  try {
    return await work(readModels);
  } finally {
    await readModels.close();
  }
}

const write = ({ database }: ReadModels) => database.insert('checkpoints', [CHECKPOINT]);
const positions = async ({ database }: ReadModels) =>
  (await database.rows<[string]>('SELECT position FROM checkpoints FINAL')).flat();
const syncedTables = async ({ database }: ReadModels) =>
  (
    await database.rows<[string]>(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine_full LIKE '%fsync_after_insert = 1%'`,
    )
  ).flat();

/** Another process opens the folder in `boot-1`, writes a row, and closes it, or does `end`. */
function inProcess(program: string, words: readonly string[], end = 'await readModels.close()') {
  const script = `
    const { openReadModels } = await import(${JSON.stringify(COMPILED)});
    const readModels = await openReadModels({ dir: ${JSON.stringify(dir)}, bootId: 'boot-1' });
    await readModels.database.insert('checkpoints', [${JSON.stringify(CHECKPOINT)}]);
    ${end};`;
  const run = [...words, '--input-type=module', '--eval', script];
  return spawnSync(program, run, { encoding: 'utf8' });
}

const hasStrace = spawnSync('strace', ['-V']).status === 0;
if (!hasStrace) process.stderr.write('NOT CHECKED: that a closed folder is on the disk needs strace.\n');
const withStrace = hasStrace ? it : it.skip;

describe('a folder of the engine', () => {
  it('is marked with this start of the machine while it is open, and not after it was closed', async () => {
    await within('boot-1', async () => expect(await readFile(mark, 'utf8')).toBe('boot-1'));
    expect(existsSync(mark)).toBe(false);
  });

  it('keeps its rows when it was closed before the machine stopped', async () => {
    await within('boot-1', write);
    expect(await within('boot-2', positions)).toEqual(['7']);
    expect(emptied).toBe(0);
  });

  it('keeps its rows when the process was killed and the machine ran on', async () => {
    await within('boot-1', write);
    await writeFile(mark, 'boot-1');
    expect(await within('boot-1', positions)).toEqual(['7']);
    expect(emptied).toBe(0);
  });

  it('is emptied, and says so, when the machine stopped while it was open', async () => {
    await within('boot-1', write);
    await writeFile(mark, 'boot-1');
    expect(await within('boot-2', positions)).toEqual([]);
    expect(emptied).toBe(1);
    await within('boot-2', write);
    expect(await within('boot-3', positions)).toEqual(['7']);
    expect(emptied).toBe(1);
  });

  it.each([
    ['cut to nothing', (path: string) => truncate(path, 0)],
    ['full of zeros', (path: string) => writeFile(path, Buffer.alloc(4_096))],
    ['gone', (path: string) => rm(path)],
  ])('opens though its files are %s', async (_how, damage) => {
    await within('boot-1', write);
    for (const entry of await readdir(dir, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) await damage(join(entry.parentPath, entry.name));
    await writeFile(mark, 'boot-1');
    expect(await within('boot-2', positions)).toEqual([]);
  });

  it('is emptied after a mark that was not whole on the disk, and after one that was emptied halfway', async () => {
    await within('boot-1', write);
    await writeFile(mark, '');
    expect(await within('boot-1', positions)).toEqual([]);
    await within('boot-1', write);
    await rm(join(dir, 'metadata'), { recursive: true, force: true });
    await writeFile(mark, 'boot-1');
    expect(await within('boot-2', positions)).toEqual([]);
    expect(emptied).toBe(2);
  });

  it('is not touched by a second process of the same start, which is refused', async () => {
    await within('boot-1', async (readModels) => {
      await write(readModels);
      const second = inProcess(process.execPath, []);
      expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('Failed to create connection')]);
      expect(await positions(readModels)).toEqual(['7']);
    });
    expect(await within('boot-2', positions)).toEqual(['7']);
  });

  it('keeps its rows when its process is killed', async () => {
    const killed = inProcess(process.execPath, [], `process.kill(process.pid, 'SIGKILL')`);
    expect(killed.signal).toBe('SIGKILL');
    expect(await within('boot-1', positions)).toEqual(['7']);
    expect(emptied).toBe(0);
  });

  withStrace('is on the disk, file by file, before its mark goes', async () => {
    const trace = join(dir, '../', `trace-${Date.now()}`);
    const calls = ['-f', '-y', '-e', 'trace=fsync,fdatasync,unlink,unlinkat,write,pwrite64,rename', '-o', trace];
    expect(inProcess('strace', [...calls, process.execPath])).toMatchObject({ status: 0 });
    const lines = (await readFile(trace, 'utf8')).split('\n');
    await rm(trace);
    const end = lines.findIndex((line) => line.includes('unlink') && line.includes(`${mark}"`));
    const last = (call: RegExp, path: string) =>
      lines.slice(0, end).findLastIndex((line) => call.test(line) && line.includes(`<${path}>`));
    // A symbolic link has no content: its folder names it.
    const entries = (await readdir(dir, { recursive: true, withFileTypes: true })).filter(
      (entry) => !entry.isSymbolicLink(),
    );
    const files = entries.map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => last(/sync\(/, path) <= last(/write/, path))).toEqual([]);
    expect(lines.slice(end).filter((line) => /write/.test(line) && line.includes(`<${dir}/`))).toEqual([]);
  });

  it('syncs each insert only where the machine does not tell its starts', async () => {
    expect(await within('boot-1', syncedTables)).toEqual([]);
    expect(await within(null, syncedTables)).toContain('buckets');
    expect(existsSync(mark)).toBe(false);
    expect(await within('boot-1', syncedTables)).toEqual([]);
  });

  it('has its mark on the disk before the engine opens it', async () => {
    const use = await FolderUse.enter(join(dir, 'new', 'folder'), 'boot-1');
    expect(await readFile(join(dir, 'new', 'folder', 'in-use'), 'utf8')).toBe('boot-1');
    await use.leave();
    expect(await readdir(join(dir, 'new', 'folder'))).toEqual([]);
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;
if (process.platform !== 'linux') process.stderr.write('NOT CHECKED: the id of a start of the machine needs Linux.\n');
onLinux('a start of the machine has one id', () => {
  expect(thisBoot()).toMatch(/^[0-9a-f-]{36}$/);
  expect(thisBoot()).toBe(thisBoot());
});
