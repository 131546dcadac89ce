import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { holderOf, holdFolder } from './hold-folder.js';
import { bootId, DEAD_AFTER_MS, thisHolder } from './lock-file.js';

const LOCK = 'agent.lock';

/** Leaves the lock of a process elsewhere, which touched it so long ago. */
async function leaveLock(folder: string, holder: object, touchedMs: number): Promise<void> {
  const path = join(folder, LOCK);
  await writeFile(path, JSON.stringify({ ...thisHolder('other'), ...holder }));
  const touched = new Date(Date.now() - touchedMs);
  await utimes(path, touched, touched);
}

describe('holding a folder', () => {
  it('allows one holder at a time, until the release', () =>
    withTemporaryFolder(async (folder) => {
      expect(await holderOf(folder)).toBeNull();
      const hold = await holdFolder(folder);
      expect(hold).not.toBeNull();
      expect(await holderOf(folder)).toMatchObject({ host: hostname(), pid: process.pid, boot: bootId() });
      expect(await holdFolder(folder)).toBeNull();
      expect(await holdFolder(`${folder}/.`)).toBeNull();
      await hold?.release();
      expect(await holderOf(folder)).toBeNull();
      const again = await holdFolder(folder);
      expect(again).not.toBeNull();
      await again?.release();
    }));

  it('gives the folder to one of many that start at once', () =>
    withTemporaryFolder(async (folder) => {
      const holds = await Promise.all(Array.from({ length: 8 }, () => holdFolder(folder)));
      expect(holds.filter((hold) => hold !== null)).toHaveLength(1);
      for (const hold of holds) await hold?.release();
    }));

  it('does not touch other folders', () =>
    withTemporaryFolder((one) =>
      withTemporaryFolder(async (other) => {
        const holds = [await holdFolder(one), await holdFolder(other)];
        expect(holds).not.toContain(null);
        for (const hold of holds) await hold?.release();
      }),
    ));

  it('writes who holds it, for the owner alone', () =>
    withTemporaryFolder(async (folder) => {
      const hold = await holdFolder(folder);
      expect((await stat(join(folder, LOCK))).mode & 0o777).toBe(0o600);
      expect(JSON.parse(await readFile(join(folder, LOCK), 'utf8'))).toMatchObject({ host: hostname() });
      await hold?.release();
    }));

  it.each([
    ['of a dead process on this machine', { startedAt: Date.now() - 60_000 }, 0, true],
    ['of another machine that lives', { boot: 'other', host: 'desk' }, DEAD_AFTER_MS - 30_000, false],
    ['of another machine that is silent', { boot: 'other', host: 'desk' }, DEAD_AFTER_MS + 30_000, true],
  ])('takes over a lock %s or respects it', (_title, holder, touchedMs, isTaken) =>
    withTemporaryFolder(async (folder) => {
      await leaveLock(folder, holder, touchedMs);
      const hold = await holdFolder(folder);
      expect(hold !== null).toBe(isTaken);
      await hold?.release();
    }),
  );

  it('works in a folder whose path is too long for a socket', () =>
    withTemporaryFolder(async (parent) => {
      const folder = join(parent, 'x'.repeat(120));
      await mkdir(folder);
      const hold = await holdFolder(folder);
      expect(await holdFolder(folder)).toBeNull();
      await hold?.release();
      expect(await holderOf(folder)).toBeNull();
    }));

  it('hands the folder over when the holder may yield, and not before', () =>
    withTemporaryFolder(async (folder) => {
      let isIdle = false;
      let asked = false;
      const first = await holdFolder(folder, { mayYield: () => isIdle, yielded: () => (asked = true) });
      expect(await holdFolder(folder)).toBeNull();
      isIdle = true;
      const second = holdFolder(folder);
      await until('the question', () => asked);
      await first?.release();
      const hold = await second;
      expect(hold).not.toBeNull();
      await hold?.release();
    }));
});
