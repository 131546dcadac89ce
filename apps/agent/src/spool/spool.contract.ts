import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Span } from '../sessions/sessioniser.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { type SpoolRecord } from './record-line.js';
import { countPending, Spool, type SpoolOptions } from './spool.js';

const DEVICE_ID = '6f1b3a3e-2f0a-4c59-9d0b-3f8b1c2d4e5f';
const NOW = 1_795_176_000_000;

/** The number of spans so far: no two are alike. */
let made = 0;
const spans = (count: number): Span[] =>
  Array.from({ length: count }, (_unused, index) => ({
    application: 'XTerm',
    title: `title ${(made += 1)}`,
    startedAt: NOW + index * 1_000,
    endedAt: NOW + index * 1_000 + 800,
  }));

interface Scene {
  folder: string;
  warnings: string[];
  /** Opens the folder. The scene closes it at the end. */
  open: (options?: Partial<SpoolOptions>) => Promise<Spool>;
}

async function inFolder(work: (scene: Scene) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (parent) => {
    const folder = join(parent, 'spool');
    const warnings: string[] = [];
    const opened: Spool[] = [];
    const open = async (options: Partial<SpoolOptions> = {}) => {
      const warn = (message: string) => void warnings.push(message);
      const spool = await Spool.open({ folder, deviceId: DEVICE_ID, warn, now: () => NOW, ...options });
      opened.push(spool);
      return spool;
    };
    try {
      await work({ folder, warnings, open });
    } finally {
      for (const spool of opened) await spool.close();
    }
  });
}

const segmentsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
const sequences = (records: { sequence: number }[]) => records.map(({ sequence }) => sequence);

describe('a spool', () => {
  it('returns the appended records, oldest first, also after a reopening', () =>
    inFolder(async ({ open }) => {
      const first = await open();
      const written = [...(await first.append(spans(2))), ...(await first.append(spans(1)))];
      expect(sequences(written)).toEqual([NOW, NOW + 1, NOW + 2]);
      expect(await first.pending(10)).toEqual(written);
      await first.close();
      const second = await open();
      const later = await second.append(spans(1));
      expect(await second.pending(10)).toEqual([...written, ...later]);
      expect(await second.pending(2)).toEqual(written.slice(0, 2));
    }));

  it('gives a span that has grown the same id, and sends it once at its longest', () =>
    inFolder(async ({ folder, open }) => {
      const spool = await open();
      const [span] = spans(1) as [Span];
      const [short] = await spool.append([span]);
      const [other] = await spool.append(spans(1));
      const [long] = await spool.append([{ ...span, endedAt: span.endedAt + 5_000 }]);
      expect(long?.id).toBe(short?.id);
      expect(await spool.pending(10)).toEqual([other, long]);
      expect(await countPending(folder)).toBe(2);
      await spool.acknowledge(long?.sequence ?? 0);
      const [longest] = await spool.append([{ ...span, endedAt: span.endedAt + 9_000 }]);
      expect(longest?.id).toBe(short?.id);
      expect(await spool.pending(10)).toEqual([longest]);
    }));

  it('sends a record once when the agent ended between its corrected copy and the acknowledgement', () =>
    inFolder(async ({ folder, open }) => {
      const first = await open();
      const [fast] = await first.append(spans(1));
      const [other] = await first.append(spans(1));
      if (fast === undefined) throw new Error('nothing was written');
      const corrected = { ...fast, startedAt: fast.startedAt - 7_000, endedAt: fast.endedAt - 7_000 };
      const [copy] = await first.requeue([corrected]);
      await first.close();
      expect(await (await open()).pending(1)).toEqual([other]);
      expect(await (await open()).pending(10)).toEqual([other, copy]);
      expect(await countPending(folder)).toBe(2);
    }));

  it('sends the longest form of a record, also when a shorter one is put behind it again', () =>
    inFolder(async ({ open }) => {
      const spool = await open();
      const [span] = spans(1) as [Span];
      const short = await spool.append([span]);
      const [long] = await spool.append([{ ...span, endedAt: span.endedAt + 5_000 }]);
      await spool.requeue(short);
      expect(await spool.pending(10)).toEqual([long]);
    }));

  it('gives the same span of another run another id, also on the same numbers', () =>
    inFolder(async ({ folder, open }) => {
      const [span] = spans(1) as [Span];
      const [one] = await (await open()).append([span]);
      await rm(folder, { recursive: true });
      const [two] = await (await open()).append([span]);
      expect(two?.sequence).toBe(one?.sequence);
      expect(two?.id).not.toBe(one?.id);
    }));

  it('forgets acknowledged records and deletes their segments, the newest too', () =>
    inFolder(async ({ open, folder }) => {
      const spool = await open({ segmentBytes: 500 });
      const written = [];
      for (let round = 0; round < 5; round++) written.push(...(await spool.append(spans(2))));
      const before = await segmentsIn(folder);
      expect(before.length).toBeGreaterThan(2);
      await spool.acknowledge(written[4]?.sequence ?? 0);
      expect(await spool.pending(100)).toEqual(written.slice(5));
      expect((await segmentsIn(folder)).length).toBeLessThan(before.length);
      await spool.acknowledge(written[9]?.sequence ?? 0);
      expect(await segmentsIn(folder)).toEqual([]);
      const [next] = await spool.append(spans(1));
      expect(next?.sequence).toBe(NOW + 10);
    }));

  it('writes into a new segment after the one it was writing to is deleted', () =>
    inFolder(async ({ open, folder }) => {
      const spool = await open();
      await spool.append(spans(2));
      await spool.acknowledge(NOW + 1);
      expect(await segmentsIn(folder)).toEqual([]);
      const later = await spool.append(spans(1));
      expect(await spool.pending(10)).toEqual(later);
    }));

  it('never uses a number twice, even after a loss of its files', () =>
    inFolder(async ({ open, folder }) => {
      const first = await open();
      const written = await first.append(spans(3));
      await first.acknowledge(NOW + 2);
      await first.close();
      const afterCursor = await open();
      expect(sequences(await afterCursor.append(spans(1)))).toEqual([NOW + 3]);
      await afterCursor.acknowledge(NOW + 3);
      await afterCursor.close();
      await rm(join(folder, 'cursor.json'));
      const afterLoss = await open({ now: () => NOW + 60_000 });
      expect(sequences(await afterLoss.append(spans(1)))[0]).toBeGreaterThan(written.at(-1)?.sequence ?? Infinity);
    }));

  it('reads an unreadable cursor as "nothing acknowledged"', () =>
    inFolder(async ({ open, folder }) => {
      const first = await open();
      const written = await first.append(spans(3));
      await first.acknowledge(NOW);
      await first.close();
      await writeFile(join(folder, 'cursor.json'), '{"acknow');
      expect(await (await open()).pending(10)).toEqual(written);
    }));

  it('cuts off an incomplete append and continues after the last whole record', () =>
    inFolder(async ({ open, folder, warnings }) => {
      const first = await open();
      const written = await first.append(spans(2));
      await first.close();
      const [file = ''] = await segmentsIn(folder);
      await appendFile(join(folder, file), '0badf00d {"sequence":17951760');
      const second = await open();
      const later = await second.append(spans(1));
      expect(await second.pending(10)).toEqual([...written, ...later]);
      expect(await readFile(join(folder, file), 'utf8')).not.toContain('0badf00d');
      expect(warnings).toEqual([]);
    }));

  it('skips a line that was damaged on disk, and says so', () =>
    inFolder(async ({ open, folder, warnings }) => {
      const first = await open();
      const written = await first.append(spans(3));
      await first.close();
      const [file = ''] = await segmentsIn(folder);
      const text = await readFile(join(folder, file), 'utf8');
      await writeFile(join(folder, file), text.replace(written[1]?.title ?? '', 'title X'));
      expect(await (await open()).pending(10)).toEqual([written[0], written[2]]);
      expect(warnings).toEqual(['1 spooled lines were damaged on disk and are skipped']);
    }));

  it('goes on after an append that failed', () =>
    inFolder(async ({ open, folder }) => {
      const spool = await open();
      await rm(folder, { recursive: true });
      await expect(spool.append(spans(1))).rejects.toThrow('ENOENT');
      await mkdir(folder);
      const later = await spool.append(spans(1));
      expect(await spool.pending(10)).toEqual(later);
    }));

  it('drops the oldest when it is full, and says how much', () =>
    inFolder(async ({ open, warnings }) => {
      const spool = await open({ segmentBytes: 1_000, capBytes: 5_000 });
      const written = [];
      for (let round = 0; round < 50; round++) written.push(...(await spool.append(spans(1))));
      const kept = await spool.pending(100);
      expect(kept).toEqual(written.slice(-kept.length));
      expect(kept.length).toBeLessThan(50);
      const dropped = warnings.map((warning) =>
        Number(/the (\d+) oldest unsent records were dropped/.exec(warning)?.[1]),
      );
      expect(dropped.reduce((sum, count) => sum + count, 0)).toBe(50 - kept.length);
    }));

  it('is closed to other users of the machine', () =>
    inFolder(async ({ open, folder }) => {
      const spool = await open();
      await spool.append(spans(2));
      await spool.acknowledge(NOW);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    }));

  it('can be counted from outside', () =>
    inFolder(async ({ open, folder }) => {
      expect(await countPending(folder)).toBe(0);
      const spool = await open();
      await spool.append(spans(5));
      await spool.acknowledge(NOW + 1);
      expect(await countPending(folder)).toBe(3);
    }));

  it('gives up erased records in every segment, sent ones and unreadable bytes too, and goes on', () =>
    inFolder(async ({ folder, open }) => {
      const spool = await open({ segmentBytes: 500 });
      const written: SpoolRecord[] = [];
      for (let round = 0; round < 4; round++) written.push(...(await spool.append(spans(3))));
      await spool.acknowledge(written[0]?.sequence ?? 0);
      const erased = new Set([0, 4, 5, 11].map((index) => written[index]?.sequence));
      const files = await segmentsIn(folder);
      await appendFile(join(folder, files.at(-1) ?? ''), `0badf00d {"title":"${written[11]?.title}`);
      await writeFile(join(folder, `${files[0]}.new`), written[4]?.title ?? '');
      const isErased = ({ sequence }: { sequence: number }) => erased.has(sequence);
      expect(await spool.erase(isErased)).toBe(3);
      const kept = written.filter((record) => !erased.has(record.sequence));
      expect(await spool.pending(100)).toEqual(kept);
      const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
      for (const record of written) {
        expect([record.title, texts.join().includes(`${record.title}"`)]).toEqual([record.title, !isErased(record)]);
      }
      const later = await spool.append(spans(1));
      await spool.close();
      const again = await open();
      expect(await again.pending(100)).toEqual([...kept, ...later]);
      expect(await again.erase(() => true)).toBe(kept.length + 1);
      expect(await again.pending(100)).toEqual([]);
      const [next] = await again.append(spans(1));
      expect(await again.pending(100)).toEqual([next]);
    }));
});
