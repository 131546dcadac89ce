import fc from 'fast-check';
import { type Happening, NO_STAYS, type StayPage, type StayRecord, step } from './stays.js';

const page = (host: string, title = '', path = '/'): StayPage => ({ host, path, title });
const A = page('a.example');
const B = page('b.example');

const front = (seconds: number, what: StayPage | null): Happening => ({
  type: 'page',
  page: what,
  at: seconds * 1_000,
});
const input = (seconds: number, seenAt = seconds): Happening => ({
  ...{ type: 'input', inputAt: seconds * 1_000, at: seenAt * 1_000 },
});
const looks = (from: number, to: number, what: StayPage | null): Happening[] =>
  Array.from({ length: Math.floor((to - from) / 30) }, (_unused, n) => front(from + 30 * (n + 1), what));

/** The records after all happenings: the last one of each id. */
function recordsAfter(happenings: readonly Happening[]): StayRecord[] {
  const byId = new Map<string, StayRecord>();
  let [stays, ids] = [NO_STAYS, 0];
  for (const happening of happenings) {
    // The browser may stop the extension between any two happenings.
    const result = step(JSON.parse(JSON.stringify(stays)) as typeof stays, happening, () => String(++ids));
    stays = result.stays;
    for (const record of result.records) byId.set(record.id, record);
  }
  return [...byId.values()];
}

const shown = (records: readonly StayRecord[]): string[] =>
  records.map(({ page: { host, path, title }, startedAt, endedAt }) =>
    [`${host}${path}`, title, startedAt / 1_000, endedAt / 1_000].filter((part) => part !== '').join(' '),
  );

describe('recorded time', () => {
  it.each<[string, Happening[], string[]]>([
    ['is nothing before the first input', [front(0, A), front(30, B)], []],
    ['goes from input to input', [input(0), front(0, A), input(20)], ['a.example/ 0 20']],
    [
      'grows with each input, under one id',
      [input(0), front(0, A), input(20), input(50), input(80)],
      ['a.example/ 0 80'],
    ],
    [
      'is cut where the page changed',
      [input(0), front(0, A), front(10, B), input(20)],
      ['a.example/ 0 10', 'b.example/ 10 20'],
    ],
    ['ends when the browser is left', [input(0), front(0, A), front(10, null), input(60)], ['a.example/ 0 10']],
    ['has a pause of five minutes', [input(0), front(0, A), ...looks(0, 300, A), input(300)], ['a.example/ 0 300']],
    [
      'has no longer pause',
      [input(0), front(0, A), input(10), ...looks(10, 311, A), input(311), input(330)],
      ['a.example/ 0 10', 'a.example/ 311 330'],
    ],
    [
      'has none of the pages of a long pause',
      [input(0), front(0, A), input(10), front(20, B), ...looks(20, 350, A), input(360), input(370)],
      ['a.example/ 0 10', 'a.example/ 360 370'],
    ],
    [
      'ends at the last input before the computer slept',
      [input(0), front(0, A), input(10), front(40, A), front(30_000, A), input(30_010), input(30_030)],
      ['a.example/ 0 10', 'a.example/ 30010 30030'],
    ],
    [
      'never goes back with a clock that was set back',
      [input(3_600), front(3_600, A), input(3_610), front(60, A), input(60), input(80)],
      ['a.example/ 3600 3610', 'a.example/ 60 80'],
    ],
    ['ignores an input that is known', [input(0), front(0, A), input(20), input(10, 25)], ['a.example/ 0 20']],
    ['ignores an input of the future', [input(0), front(0, A), input(500, 20)], ['a.example/ 0 20']],
  ])('%s', (_title, happenings, records) => {
    expect(shown(recordsAfter(happenings))).toEqual(records);
  });

  it.each<[string, Happening[], string[]]>([
    [
      'takes the title that comes while the page loads',
      [input(0), front(0, page('a.example', '')), front(1, page('a.example', 'Loaded')), input(9)],
      ['a.example/ Loaded 0 9'],
    ],
    [
      'keeps its title for half a minute while the page changes it',
      [input(0), front(0, page('a.example', '1')), front(9, page('a.example', '2')), input(20)],
      ['a.example/ 1 0 20'],
    ],
    [
      'goes on under another title after half a minute',
      [input(0), front(0, page('a.example', '1')), front(30, page('a.example', '2')), input(40)],
      ['a.example/ 1 0 30', 'a.example/ 2 30 40'],
    ],
    [
      'counts a redirection for the page at its end',
      [input(0), front(0, page('a.example', '', '/r')), front(1, page('a.example', '', '/end')), input(9)],
      ['a.example/end 0 9'],
    ],
    [
      'counts a short look at another site',
      [input(0), front(0, A), front(1, B), front(1.5, A), input(9)],
      ['a.example/ 0 1', 'b.example/ 1 1.5', 'a.example/ 1.5 9'],
    ],
  ])('%s', (_title, happenings, records) => {
    expect(shown(recordsAfter(happenings))).toEqual(records);
  });

  it('of many hours at one page is cut into records of an hour or a bit more', () => {
    const minutes = Array.from({ length: 200 }, (_unused, n) => [front(n * 60, A), input(n * 60)]).flat();
    expect(shown(recordsAfter([front(0, A), ...minutes]))).toEqual([
      'a.example/ 0 3600',
      'a.example/ 3600 7200',
      'a.example/ 7200 10800',
      'a.example/ 10800 11940',
    ]);
  });

  it('of a script that changes its address without end stays small', () => {
    let stays = NO_STAYS;
    for (let n = 0; n < 5_000; n++)
      ({ stays } = step(stays, front(n / 10, page('a.example', '', `/${n}`)), () => String(n)));
    expect(stays.stays.length).toBeLessThanOrEqual(200);
  });
});

describe('whatever happens', () => {
  const happening = fc.oneof(
    fc.record({ type: fc.constant('page' as const), page: fc.constantFrom(A, B, page('a.example', 't'), null) }),
    fc.record({ type: fc.constant('input' as const), agoMs: fc.nat(400_000) }),
  );
  const history = fc.array(fc.tuple(fc.nat(200_000), happening), { maxLength: 60 });

  it('no two records overlap, none is longer than the time that passed, and none shrinks', () => {
    fc.assert(
      fc.property(history, (happened) => {
        const ends = new Map<string, StayRecord>();
        let [stays, ids, at] = [NO_STAYS, 0, 0];
        for (const [passedMs, { type, ...more }] of happened) {
          at += passedMs;
          const next = (
            'page' in more ? { type, page: more.page, at } : { type, inputAt: at - more.agoMs, at }
          ) as Happening;
          const result = step(stays, next, () => String(++ids));
          stays = result.stays;
          for (const record of result.records) {
            const known = ends.get(record.id);
            if (known) {
              expect({ ...record, endedAt: known.endedAt }).toEqual(known);
              expect(record.endedAt).toBeGreaterThanOrEqual(known.endedAt);
            }
            expect(record.endedAt).toBeLessThanOrEqual(at);
            ends.set(record.id, record);
          }
        }
        const sorted = [...ends.values()].sort((a, b) => a.startedAt - b.startedAt);
        for (const [n, record] of sorted.entries()) {
          expect(record.endedAt).toBeGreaterThan(record.startedAt);
          if (n > 0) expect(record.startedAt).toBeGreaterThanOrEqual(sorted[n - 1]?.endedAt ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
