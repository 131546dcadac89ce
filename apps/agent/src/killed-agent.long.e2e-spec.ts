import { join } from 'node:path';
import { Spool } from './spool/spool.js';
import { endPrograms, startNode } from './testing/programs.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

/** The compiled agent, which these tests run as a process of its own. */
const DIST = join(process.cwd(), 'dist/apps/agent/src');
const DEVICE_ID = '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f';

afterEach(endPrograms);

describe('a killed agent', () => {
  /** Appends without end. Prints each number as soon as it is on the disk. */
  const WRITER = `
    const { Spool } = await import(process.argv[1] + '/spool/spool.js');
    const options = { folder: process.argv[2], deviceId: '${DEVICE_ID}', warn: console.error, now: () => 1 };
    const spool = await Spool.open({ ...options, segmentBytes: 20000 });
    for (let startedAt = 1; ; startedAt++) {
      const span = { application: 'a', title: 'x'.repeat(50), startedAt, endedAt: startedAt + 1 };
      const [record] = await spool.append([span]);
      process.stdout.write(record.sequence + '\\n');
    }`;

  it('loses none of its spooled records, ten times in a row', () =>
    withTemporaryFolder(async (folder) => {
      let promised = 0;
      for (let round = 1; round <= 10; round++) {
        const writer = startNode(['--input-type=module', '-e', WRITER, DIST, folder]);
        await until('30 records', () => writer.output().split('\n').length > 20 + 7 * round);
        writer.child.kill('SIGKILL');
        await writer.ended;
        expect(writer.output()).toMatch(/^(\d+\n)*\d*$/);
        promised = Number(writer.output().split('\n').at(-2));
        const spool = await Spool.open({ folder, deviceId: DEVICE_ID, warn: fail, now: () => 1 });
        const numbers = (await spool.pending(Infinity)).map(({ sequence }) => sequence);
        await spool.close();
        expect(numbers).toEqual(Array.from({ length: numbers.length }, (_unused, index) => index + 1));
        expect(numbers.length).toBeGreaterThanOrEqual(promised);
      }
      expect(promised).toBeGreaterThan(300);
    }));

  const fail = (message: string) => {
    throw new Error(message);
  };
});
