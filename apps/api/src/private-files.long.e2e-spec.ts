import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './testing/start-server.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-files-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Every file and folder of the data folder, itself too, that has rights for other users. */
async function openToOthers(): Promise<string[]> {
  const paths = ['', ...(await readdir(dir, { recursive: true }))];
  const found = await Promise.all(
    paths.map(async (path) => ({ path, stats: await lstat(join(dir, path)).catch(() => undefined) })),
  );
  const isOpen = ({ stats }: (typeof found)[number]) => stats && !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0;
  return found.filter(isOpen).map(({ path }) => path);
}

async function startAndStop(whileRunning: () => Promise<void>): Promise<void> {
  const { server, listening, ended } = startServer(dir, {});
  await Promise.race([listening, ended]);
  try {
    await whileRunning();
  } finally {
    server.kill('SIGTERM');
  }
  expect((await ended).code).toBe(0);
}

it('keeps other users of the machine out of all files, stores too, and closes those that stood open', async () => {
  await chmod(dir, 0o755);
  await startAndStop(async () => expect(await openToOthers()).toEqual([]));
  const paths = await readdir(dir, { recursive: true });
  expect(paths).toEqual(expect.arrayContaining(['admin-token', 'event-store', 'clickhouse']));
  for (const path of paths) await chmod(join(dir, path), 0o755);
  await startAndStop(async () => expect(await openToOthers()).toEqual([]));
  expect(await openToOthers()).toEqual([]);
});

it('ends with a sentence when other programs use the folder', async () => {
  await chmod(dir, 0o1777);
  const { code, printed } = await startServer(dir, {}).ended;
  expect(printed).toBe(
    `Other programs use the folder ${dir}, so it cannot be the data folder. Set DATA_DIR to a folder of its own.\n`,
  );
  expect(code).toBe(1);
});
