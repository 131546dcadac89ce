import { mkdir, mkdtemp, link, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskOf } from './disk.js';

describe('what a folder takes on the disk', () => {
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'timeledger-disk-'))));
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('counts a file with two names once, and a sparse file as what is written', async () => {
    await writeFile(join(dir, 'file'), Buffer.alloc(1_000_000, 1));
    await link(join(dir, 'file'), join(dir, 'again'));
    await writeFile(join(dir, 'sparse'), '');
    await truncate(join(dir, 'sparse'), 1_000_000_000);
    const { megabytes } = await diskOf(dir);
    expect(megabytes).toBeGreaterThanOrEqual(1);
    expect(megabytes).toBeLessThan(1.1);
  });

  it('counts the folders of parts and no others', async () => {
    const folders = ['2025_1_20_3', 'all_1_1_0', 'all_1_1_0_7', 'store', 'detached', 'tmp_insert_2025_1_1_0'];
    for (const folder of folders) await mkdir(join(dir, 'store', 'a', folder), { recursive: true });
    expect(await diskOf(dir)).toEqual({ megabytes: 0, partFolders: 3 });
  });

  it('is nothing for a folder that is missing', async () => {
    expect(await diskOf(join(dir, 'missing'))).toEqual({ megabytes: 0, partFolders: 0 });
  });
});
