import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFolder } from './log-folder.js';

const FORMAT_KEY = Buffer.from('format');

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'timeledger-formats-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

const formatOf = (value: number) => Buffer.from([0, 0, 0, value]);

/** Opens the folder, tells its format, and sets another one. */
async function open(next?: number): Promise<number | undefined> {
  const { tables } = LogFolder.open(dir);
  const found = tables.counters.get(FORMAT_KEY)?.readUInt32BE(0);
  if (next !== undefined) tables.counters.putSync(FORMAT_KEY, formatOf(next));
  await tables.root.close();
  return found;
}

describe('a folder of the log', () => {
  it('of format 1 gets format 2 when it is opened, so an earlier program refuses it', async () => {
    expect(await open(1)).toBe(2);
    expect(await open()).toBe(2);
    expect(await open()).toBe(2);
  });

  it.each([0, 3, 255])('of format %d is refused, and stays as it is', async (format) => {
    await open(format);
    for (let n = 0; n < 2; n++)
      expect(() => LogFolder.open(dir)).toThrow(`it has format ${format}, and this version reads formats 1 and 2`);
  });
});
