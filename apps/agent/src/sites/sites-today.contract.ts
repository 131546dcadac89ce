import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { covers, type NamedTime } from '../spool/erased-time.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { SitesToday } from './sites-today.js';

/** Local noon and a span on a site. */
const NOON = new Date(2026, 10, 20, 12).getTime();
const span = (host: string, from: number, until: number, path = '/') => ({
  application: 'Chromium',
  url: `https://${host}${path}`,
  startedAt: NOON + from * 1_000,
  endedAt: NOON + until * 1_000,
});

async function counting(work: (today: SitesToday, clock: { ms: number }, file: string) => Promise<void>) {
  await withTemporaryFolder(async (folder) => {
    const clock = { ms: NOON };
    const file = join(folder, 'sites-today.json');
    await work(await SitesToday.open(file, () => clock.ms), clock, file);
  });
}

describe('the sites of the day', () => {
  it('have the time of their pages, the longest first, and a span that grows counts once', () =>
    counting(async (today) => {
      today.add([
        span('a.example', 0, 10),
        span('www.b.example', 10, 40),
        { ...span('x', 0, 9), url: undefined },
      ] as never);
      today.add([span('b.example', 40, 50), span('a.example', 0, 15), span('a.example', 0, 12)]);
      today.add([span('b.example', 50, 60, '/p'), span('b.example', 50, 62, '/p')]);
      expect(today.top(9)).toEqual([
        { site: 'b.example', seconds: 52 },
        { site: 'a.example', seconds: 15 },
      ]);
      expect(today.top(1)).toHaveLength(1);
    }));

  it('are kept for the next start on the same day, and end at local midnight', () =>
    counting(async (today, clock, file) => {
      today.add([span('a.example', 0, 10)]);
      await today.save();
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const again = await SitesToday.open(file, () => clock.ms);
      again.add([span('a.example', 20, 30)]);
      expect(again.top(9)).toEqual([{ site: 'a.example', seconds: 20 }]);
      clock.ms += 12 * 3_600_000;
      expect(again.top(9)).toEqual([]);
      again.add([span('a.example', 30, 40)]);
      expect(again.top(9)).toEqual([]);
      expect((await SitesToday.open(file, () => clock.ms)).top(9)).toEqual([]);
    }));

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"date":1}',
    '{"date":"2026-11-20","sums":[null,{"site":7,"from":1,"ms":1},{"site":"a","from":1,"ms":-1}]}',
  ])('are none in the damaged file %j', (text) =>
    counting(async (_today, clock, file) => {
      await writeFile(file, text);
      expect((await SitesToday.open(file, () => clock.ms)).top(9)).toEqual([]);
    }),
  );

  it('lose what the account erased, in the file at once, and count later time of it', () =>
    counting(async (today, clock, file) => {
      today.add([span('a.example', 0, 10), span('a.example', 400, 430), span('b.example', 0, 50)]);
      await today.save();
      const erased = (activity: string, until: number) => (time: NamedTime) =>
        covers({ id: 'e', from: NOON, to: NOON + until * 1_000, activity }, time, 'desk');
      await today.erase(erased('A.example', 200));
      expect(today.top(9)).toEqual([
        { site: 'b.example', seconds: 50 },
        { site: 'a.example', seconds: 30 },
      ]);
      await today.erase(erased('b.example', 200));
      expect(await readFile(file, 'utf8')).not.toContain('b.example');
      today.add([span('b.example', 500, 505)]);
      await today.save();
      expect((await SitesToday.open(file, () => clock.ms)).top(9)).toEqual([
        { site: 'a.example', seconds: 30 },
        { site: 'b.example', seconds: 5 },
      ]);
    }));

  it('are limited in number', () =>
    counting(async (today) => {
      today.add(Array.from({ length: 30_000 }, (_unused, index) => span(`s${index}.example`, index, index + 1)));
      expect(today.top(100_000).length).toBeLessThanOrEqual(20_000);
    }));
});
