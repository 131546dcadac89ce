import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptBlocks } from './kept-blocks.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-kept-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const { signal } = new AbortController();
const block = (n: number) => new Uint8Array(150_000).fill(n);

async function* blocks(count: number) {
  for (let n = 0; n < count; n++) yield await Promise.resolve(block(n));
}

describe('kept blocks', () => {
  it('come back whole and in their order, and no file has a name meanwhile', async () => {
    const kept = await keptBlocks(blocks(5), { dir, signal });
    if (process.platform !== 'win32') expect(await readdir(dir)).toEqual([]);
    const read: Uint8Array[] = [];
    for await (const one of kept) read.push(one);
    expect(Buffer.concat(read).equals(Buffer.concat([0, 1, 2, 3, 4].map(block)))).toBe(true);
    expect(await readdir(dir)).toEqual([]);
  });

  it('are all taken before the first comes back, so the source can end', async () => {
    let isOver = false;
    const source = (async function* () {
      yield* blocks(3);
      isOver = true;
    })();
    const kept = await keptBlocks(source, { dir, signal });
    expect(isOver).toBe(true);
    await kept.next();
    await kept.return();
    expect(await readdir(dir)).toEqual([]);
  });

  it('leave no file behind when the source fails, or after the signal', async () => {
    const failing = (async function* () {
      yield* blocks(1);
      throw new Error('down');
    })();
    await expect(keptBlocks(failing, { dir, signal })).rejects.toThrow('down');
    await expect(keptBlocks(blocks(1), { dir, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(await readdir(dir)).toEqual([]);
  });
});
