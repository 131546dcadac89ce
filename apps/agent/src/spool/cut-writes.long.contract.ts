import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { Spool } from './spool.js';

const OPTIONS = {
  deviceId: '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f',
  run: 'the run of the test',
  now: () => 1,
  warn: (message: string) => {
    throw new Error(message);
  },
};
const span = (startedAt: number, title: string) => ({
  ...{ application: 'Editor', title },
  ...{ startedAt, endedAt: startedAt + 1 },
});

/** What a crash leaves behind the cut. */
const TAILS: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(64)],
  ['bytes of an older file', Buffer.from('0badf00d {"sequence":3,"id":"x"}\n{')],
];

describe('a spool that was cut at any byte of its last write', () => {
  it.each(TAILS)('keeps every whole record and goes on, with %s behind the cut', (_name, tail) =>
    withTemporaryFolder(async (folder) => {
      const first = await Spool.open({ ...OPTIONS, folder });
      const before = await first.append([span(1, 'before'), span(2, 'ü – 日本')]);
      const last = await first.append([span(3, 'café'), span(4, 'line\nbreak'), span(5, '日本')]);
      await first.close();
      const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
      const path = join(folder, file);
      const whole = await readFile(path);
      const ends = [...whole.keys()].filter((at) => whole[at] === 10).map((at) => at + 1);
      const begin = ends[before.length - 1] ?? 0;
      expect(whole.length - begin).toBeGreaterThan(400);
      for (let cut = begin; cut <= whole.length; cut++) {
        await writeFile(path, Buffer.concat([whole.subarray(0, cut), tail]));
        const kept = [...before, ...last].slice(0, ends.filter((end) => end <= cut).length);
        const second = await Spool.open({ ...OPTIONS, folder });
        const waiting = await second.pending(10);
        const [next] = await second.append([span(6, 'after')]);
        await second.close();
        const third = await Spool.open({ ...OPTIONS, folder });
        const all = await third.pending(10);
        await third.close();
        expect({ cut, waiting, all }).toEqual({ cut, waiting: kept, all: [...kept, next] });
        expect(next?.sequence).toBe((kept.at(-1)?.sequence ?? 0) + 1);
      }
    }),
  );
});
