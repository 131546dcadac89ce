import fc from 'fast-check';
import type { LaidTime } from './laid-times.js';
import { type BucketSeconds, bucketsOf, layGrowth, readTimedRow, type TimedRow } from './lay-rows.js';

const row = (date: string, seconds: number, activity: string, document?: string): TimedRow => ({
  ...{ line: 2, date, seconds, activity },
  ...(document !== undefined && { document }),
});
const NINE = '2026-01-02T09:00:00';
const layAll = (rows: TimedRow[], bucketSeconds: BucketSeconds, timeZone = 'UTC', before: LaidTime[] = []) =>
  bucketsOf(rows, { timeZone, bucketSeconds }).buckets.flatMap((bucket) => layGrowth(bucket, before));
const shown = ({ lane, activity, startedAt, endedAt }: LaidTime) => {
  const [from, to] = [startedAt, endedAt].map((ms) => new Date(ms).toISOString().slice(11, 19));
  return `${lane} ${activity} ${from} ${to}`;
};
const lay = (rows: TimedRow[], bucketSeconds: BucketSeconds = 3600, timeZone = 'UTC') =>
  layAll(rows, bucketSeconds, timeZone).map(shown);

describe('rows of a bucket', () => {
  it('are laid one after the other from its start, in the order of their names', () => {
    const given = [row(NINE, 600, 'vim'), row(NINE, 60, 'mail'), row('2026-01-02T10:00:00', 5, 'vim')];
    expect(lay(given)).toEqual(['1 mail 09:00:00 09:01:00', '1 vim 09:01:00 09:11:00', '1 vim 10:00:00 10:00:05']);
  });

  it('go on from the start, on another lane, when they are longer than it', () => {
    const given = [row(NINE, 200, 'a'), row(NINE, 200, 'b'), row(NINE, 300, 'c')];
    expect(lay(given, 300)).toEqual([
      ...['1 a 09:00:00 09:03:20', '1 b 09:03:20 09:05:00', '2 b 09:00:00 09:01:40'],
      ...['2 c 09:01:40 09:05:00', '3 c 09:00:00 09:01:40'],
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-11-21T09:00:00', '08:00:00'],
    ['Asia/Kathmandu', '2026-11-21 09:00', '03:15:00'],
    // An hour that the clock shows twice.
    ['America/New_York', '2026-11-01T01:00:00', '05:00:00'],
    ['America/New_York', '2015-03-01 10:00:00 -0800', '18:00:00'],
    ['America/New_York', '2015-03-01T10:00:00+05:30', '04:30:00'],
    ['America/New_York', '2015-03-01T10:00:00Z', '10:00:00'],
  ])('are local to %s: %s is %s', (zone, date, from) => {
    expect(lay([row(date, 60, 'a')], 300, zone)[0]).toContain(` ${from} `);
  });

  const anyRow = fc
    .tuple(
      fc.constantFrom(NINE, '2026-01-02T09:05:00'),
      fc.integer({ min: 1, max: 900 }),
      fc.constantFrom('a', 'b', 'c'),
    )
    .map(([date, seconds, activity]) => row(date, seconds, activity));
  it('keep every second, overlap nothing of their lane, and lie the same in any order', () => {
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const laid = layAll(rows, 300);
        const sum = laid.reduce((ms, { startedAt, endedAt }) => ms + endedAt - startedAt, 0);
        expect(sum / 1000).toBe(rows.reduce((seconds, one) => seconds + one.seconds, 0));
        const taken = new Set<string>();
        for (const { lane, startedAt, endedAt } of laid)
          for (let ms = startedAt; ms < endedAt; ms += 1000) taken.add(`${lane} ${ms}`);
        expect(taken.size).toBe(sum / 1000);
        expect(layAll(rows, 300, 'UTC', laid)).toEqual([]);
        expect(lay([...rows].reverse(), 300).sort()).toEqual(lay(rows, 300).sort());
      }),
    );
  });
});

describe('rows of a bucket that has time already', () => {
  const before = layAll([row(NINE, 1_200, 'emacs')], 3600);
  it.each<[title: string, rows: TimedRow[], added: string[]]>([
    [
      'add what they are more, and new names',
      [row(NINE, 3_000, 'emacs'), row(NINE, 300, 'calc')],
      ['1 calc 09:20:00 09:25:00', '1 emacs 09:25:00 09:55:00'],
    ],
    ['add nothing when they are less', [row(NINE, 600, 'emacs')], []],
    ['tell documents apart', [row(NINE, 60, 'emacs', 'notes')], ['1 emacs 09:20:00 09:21:00']],
    [
      'add up when they share a name',
      [row(NINE, 700, 'emacs'), row(NINE, 700, 'emacs')],
      ['1 emacs 09:20:00 09:23:20'],
    ],
    [
      'fill the lane, and go on in the next one',
      [row(NINE, 1_200, 'emacs'), row(NINE, 3_000, 'mail')],
      ['1 mail 09:20:00 10:00:00', '2 mail 09:00:00 09:10:00'],
    ],
  ])('%s', (_title, rows, added) => expect(layAll(rows, 3600, 'UTC', before).map(shown)).toEqual(added));

  it('come to the same, laid at once or as they grew', () => {
    const growth = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 250 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(growth, { maxLength: 4 }), (exports) => {
        const totals = new Map<string, number>();
        const laid: LaidTime[] = [];
        for (const more of exports) {
          for (const [name, seconds] of more) totals.set(name, (totals.get(name) ?? 0) + seconds);
          const rows = [...totals].map(([name, seconds]) => row(NINE, seconds, name));
          laid.push(...layAll(rows, 300, 'UTC', laid));
        }
        for (const [name, seconds] of totals) {
          const ofName = laid.filter(({ activity }) => activity === name);
          expect(ofName.reduce((ms, { startedAt, endedAt }) => ms + endedAt - startedAt, 0)).toBe(seconds * 1_000);
        }
        const taken = laid.flatMap(({ lane, startedAt, endedAt }) =>
          Array.from({ length: (endedAt - startedAt) / 1_000 }, (_, n) => `${lane} ${startedAt + n * 1_000}`),
        );
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });
});

it('a bucket holds the time of 24 devices, and takes no longer for rows that are far too long', () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => row(NINE, 86_400, `a${n}`));
  const laid = layAll(rows, 300);
  expect(laid.reduce((ms, { startedAt, endedAt }) => ms + endedAt - startedAt, 0)).toBe(24 * 300_000);
  expect(layAll([row(NINE, 86_400, 'a')], 3600)).toHaveLength(24);
});

describe('rows of a day', () => {
  it.each([
    ['UTC', '1 a 00:00:00 05:33:20'],
    ['Europe/Berlin', '1 a 23:00:00 04:33:20'],
  ])('are laid from midnight on in %s', (zone, laid) =>
    expect(lay([row('2026-11-20', 20_000, 'a')], 86_400, zone)).toEqual([laid]),
  );
});

it('a local time that the clock skips is refused', () => {
  const rows = [row('2018-11-04T00:00:00', 60, 'a'), row('2018-11-04T01:00:00', 60, 'b')];
  const { buckets, refused } = bucketsOf(rows, { timeZone: 'America/Sao_Paulo', bucketSeconds: 3600 });
  expect(refused).toMatchObject([{ line: 2, code: 'invalid_date' }]);
  expect(buckets.map(({ names }) => names.map(({ activity }) => activity))).toEqual([['b']]);
});

describe('a row of a file', () => {
  const good = { line: 2, date: NINE, seconds: '60', activity: ' vim ', document: '' };
  it('is read', () => expect(readTimedRow(good)).toEqual(row(NINE, 60, 'vim')));
  it.each([
    [{ date: '2026-02-30T09:00:00' }, 'invalid_date'],
    [{ date: 'Monday' }, 'invalid_date'],
    [{ date: '2026-02-30 09:00:00 +0100' }, 'invalid_date'],
    [{ date: '2026-01-02T09:00:60' }, 'invalid_date'],
    [{ date: '2026-01-02T24:00:00' }, 'invalid_date'],
    [{ seconds: '1e3' }, 'invalid_seconds'],
    [{ seconds: '0x3C' }, 'invalid_seconds'],
    [{ seconds: '1.5' }, 'invalid_seconds'],
    [{ seconds: '' }, 'invalid_seconds'],
    [{ seconds: '0' }, 'invalid_seconds'],
    [{ seconds: '86401' }, 'invalid_seconds'],
    [{ activity: ' ' }, 'invalid_activity'],
    [{ activity: undefined }, 'invalid_activity'],
  ])('with %j is refused: %s', (bad, code) =>
    expect(() => readTimedRow({ ...good, ...bad })).toThrow(expect.objectContaining({ code }) as Error),
  );
});
