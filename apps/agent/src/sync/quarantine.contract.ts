import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { quarantine, type Refusal } from './quarantine.js';

const refusal = (sequence: number): Refusal => ({
  record: { sequence, id: 'id', application: 'a', startedAt: 1, endedAt: 2 },
  code: 'bad',
  message: 'why',
});

describe('the quarantine', () => {
  it('keeps one line for each refusal, and no file for none', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'quarantine.jsonl');
      await quarantine(path, []);
      expect(await readdir(folder)).toEqual([]);
      await quarantine(path, [refusal(1), refusal(2)]);
      await quarantine(path, [refusal(3)]);
      const lines = (await readFile(path, 'utf8')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as Refusal)).toEqual([1, 2, 3].map(refusal));
    }));

  it('starts a new file after 5 MB and keeps the previous one', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'quarantine.jsonl');
      await writeFile(path, 'x'.repeat(5 * 1_048_576 + 1));
      await quarantine(path, [refusal(1)]);
      expect(await readdir(folder)).toEqual(['quarantine.jsonl', 'quarantine.jsonl.old']);
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(refusal(1));
    }));
});
