import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { Quarantine, type Refusal } from './quarantine.js';

const refusal = (sequence: number): Refusal => ({
  record: { sequence, id: 'id', application: 'a', startedAt: 1, endedAt: 2 },
  code: 'bad',
  message: 'why',
});

describe('the quarantine', () => {
  it('keeps one line for each refusal, and no file for none', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'quarantine.jsonl');
      const quarantine = new Quarantine(path);
      await quarantine.setAside([]);
      expect(await readdir(folder)).toEqual([]);
      await quarantine.setAside([refusal(1), refusal(2)]);
      await quarantine.setAside([refusal(3)]);
      const lines = (await readFile(path, 'utf8')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as Refusal)).toEqual([1, 2, 3].map(refusal));
    }));

  it('starts a new file after 5 MB and keeps the previous one', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'quarantine.jsonl');
      await writeFile(path, 'x'.repeat(5 * 1_048_576 + 1));
      await new Quarantine(path).setAside([refusal(1)]);
      expect(await readdir(folder)).toEqual(['quarantine.jsonl', 'quarantine.jsonl.old']);
      expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(refusal(1));
    }));

  it('gives up what was erased, in both files and beside new refusals, and lines that cannot be read', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'quarantine.jsonl');
      const quarantine = new Quarantine(path);
      const line = (sequence: number) => `${JSON.stringify(refusal(sequence))}\n`;
      await writeFile(`${path}.old`, `${line(1)}${line(2)}{"record":{"application":"to`);
      await writeFile(path, `${line(3)}null\n${line(4)}`);
      const isOdd = (one: object) => (one as { sequence: number }).sequence % 2 === 1;
      await Promise.all([
        quarantine.setAside([refusal(6)]),
        quarantine.erase(isOdd),
        quarantine.setAside([refusal(8)]),
      ]);
      expect(await readFile(`${path}.old`, 'utf8')).toBe(line(2));
      expect(await readFile(path, 'utf8')).toBe(line(4) + line(6) + line(8));
      await new Quarantine(join(folder, 'missing')).erase(() => true);
      expect((await readdir(folder)).sort()).toEqual(['quarantine.jsonl', 'quarantine.jsonl.old']);
    }));
});
