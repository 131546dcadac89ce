import fc from 'fast-check';
import { layRows, readTimedRow, type TimedRow } from './lay-rows.js';

const row = (date: string, seconds: number, activity: string, document?: string): TimedRow => ({
  ...{ line: 2, date, seconds, activity },
  ...(document !== undefined && { document }),
});
const NINE = '2026-01-02T09:00:00';
const lay = (rows: TimedRow[], bucketSeconds: 300 | 3600 = 3600, timeZone = 'UTC') =>
  layRows(rows, { timeZone, bucketSeconds }).map(({ lane, activity, startedAt, endedAt }) => {
    const [from, to] = [startedAt, endedAt].map((ms) => new Date(ms).toISOString().slice(11, 19));
    return `${lane} ${activity} ${from} ${to}`;
  });

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
    // An hour that the clock shows twice, and one that it skips.
    ['America/New_York', '2026-11-01T01:00:00', '05:00:00'],
    ['America/New_York', '2026-03-08T02:00:00', '07:00:00'],
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
        const laid = layRows(rows, { timeZone: 'UTC', bucketSeconds: 300 });
        const sum = laid.reduce((ms, { startedAt, endedAt }) => ms + endedAt - startedAt, 0);
        expect(sum / 1000).toBe(rows.reduce((seconds, one) => seconds + one.seconds, 0));
        const taken = new Set<string>();
        for (const { lane, startedAt, endedAt } of laid)
          for (let ms = startedAt; ms < endedAt; ms += 1000) taken.add(`${lane} ${ms}`);
        expect(taken.size).toBe(sum / 1000);
        expect(new Set(laid.map(({ identity }) => identity)).size).toBe(laid.length);
        expect(lay([...rows].reverse(), 300).sort()).toEqual(lay(rows, 300).sort());
      }),
    );
  });
});

describe('a row of a file', () => {
  const good = { line: 2, date: NINE, seconds: '60', activity: ' vim ', document: '' };
  it('is read', () => expect(readTimedRow(good)).toEqual(row(NINE, 60, 'vim')));
  it.each([
    [{ date: '2026-02-30T09:00:00' }, 'invalid_date'],
    [{ date: 'Monday' }, 'invalid_date'],
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
