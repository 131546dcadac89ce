import { localDateOfUtcMs, parseAnalyticQuery, parseLocalDate } from '@app/domain';
import type { Request } from 'express';
import fc from 'fast-check';
import { requestParameters } from '../http/request-parameters.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 10, 21));
const MANY_BYTES = 100_000;
/** Enough to tell squared time from linear, and squared time still ends. */
const TIMED_BYTES = 30_000;
/** Less CPU time than this is too little to compare, in ms. */
const CLOCK_MS = 2;

const NAMES = [
  ...[
    'perspective',
    'pv',
    'by',
    'resolution_time',
    'rs',
    'interval',
    'i',
    'restrict_begin',
    'rb',
    'restrict_end',
    're',
  ],
  ...['restrict_kind', 'rk', 'taxonomy', 'ty', 'restrict_thing', 'rt', 'restrict_thingy', 'ry', 'restrict_source_type'],
  ...[
    'restrict_schedule_id',
    's',
    'format',
    'a[]',
    'a[b]',
    'rk[]',
    'rb[0]',
    'pv[toString]',
    '__proto__',
    'constructor',
  ],
];
const WORDS = [
  '',
  ' ',
  'rank',
  'interval',
  'member',
  'day',
  'minute',
  'overview',
  'efficiency',
  'document',
  'csv',
  'json',
];
const TEXTS = [
  '2026-11-21',
  '20261121T235959Z',
  '2026-02-30',
  '7',
  '-1',
  '1e3',
  'null',
  'undefined',
  'Inbox, work',
  '%',
  '%zz',
];
/** Texts of a length that are slow for a pattern which tries every way to read them. */
const longTexts = (bytes: number): string[] => [
  ...['x', ' ', '1', '-', '\t', '2026-11-21 ', '%', '&', '"'].map((text) =>
    text.repeat(bytes / text.length).slice(0, bytes),
  ),
  ...[`2026-11-21T00:00:00.${'0'.repeat(bytes)}`, `2026-11-21${' '.repeat(bytes)}x`],
];

const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const text = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...WORDS, ...TEXTS) },
  { weight: 30, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 9,
    arbitrary: fc.string({ unit: fc.constantFrom('\u0000', '\r', '\n', '\u001b', '\u202e', '\ud800', 'ä', '🕰') }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...longTexts(MANY_BYTES)) },
);
const pairs = fc.array(fc.tuple(name, text), { maxLength: 8 });

/** The last value of each name. */
function lastOf(given: readonly (readonly [string, string])[]): Record<string, string> {
  const last = new Map<string, string>();
  for (const [of, value] of given) last.set(of, value);
  return Object.fromEntries(last);
}

const wellFormed = (given: readonly [string, string][]) =>
  given.map(([of, value]): [string, string] => [of.toWellFormed(), value.toWellFormed()]);
const formOf = (given: readonly [string, string][]) =>
  given.map((both) => both.map((part) => encodeURIComponent(part)).join('=')).join('&');
const read = (query: string, body?: string) =>
  Object.fromEntries(
    requestParameters({ originalUrl: `/anapi/data?${query}`, body, headers: {} } as unknown as Request),
  );

/** The CPU time of the work, in ms: the least of three tries, because load makes a try slower. */
function cpuMsOf(work: () => void): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...tries);
}

describe('parameters, whatever they are,', () => {
  it('count by the last of each name, those of a form after those of the query', () => {
    fc.assert(
      fc.property(pairs, pairs, (inQuery, inBody) => {
        const [query, body] = [wellFormed(inQuery), wellFormed(inBody)];
        expect(read(formOf(query), formOf(body))).toEqual(lastOf([...query, ...body]));
      }),
      { numRuns: 500 },
    );
  });

  it('count from a JSON object where they are text, numbers or truth values, and nowhere else', () => {
    const scalar = fc.oneof(text, fc.integer(), fc.boolean());
    const nested = fc.oneof(
      fc.constant(null),
      fc.array(text, { maxLength: 3 }),
      fc.dictionary(name, text, { maxKeys: 2 }),
    );
    const members = fc.uniqueArray(fc.tuple(name, fc.oneof(scalar, nested)), { maxLength: 8, selector: ([of]) => of });
    fc.assert(
      fc.property(pairs, members, (inQuery, inBody) => {
        const query = wellFormed(inQuery);
        const body = `{${inBody.map((both) => both.map((part) => JSON.stringify(part)).join(':')).join(',')}}`;
        const counted: [string, string][] = [];
        for (const [of, value] of inBody) if (typeof value !== 'object') counted.push([of, `${value}`]);
        expect(read(formOf(query), body)).toEqual(lastOf([...query, ...counted]));
      }),
      { numRuns: 500 },
    );
  });

  it('are a whole query or are a query error that names a field', () => {
    // Without escapes, as simple clients send them.
    const raw = pairs.map((given) => given.map((both) => both.join('=')).join('&'));
    let asked = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          pairs.map((given) => formOf(wellFormed(given))),
          raw,
        ),
        fc.option(raw),
        (query, body) => {
          const request = parseAnalyticQuery(read(query, body ?? undefined), TODAY);
          if ('code' in request) {
            expect(request.code).toBe('query_error');
            expect(request.fields).not.toEqual([]);
            return;
          }
          asked++;
          const { begin, end, scheduleId } = request.query;
          const { perspective, kind }: { perspective: string; kind: string } = request.query;
          expect(perspective !== 'interval' && kind === 'efficiency').toBe(false);
          expect([begin, end]).toEqual([parseLocalDate(begin), parseLocalDate(end)]);
          expect(scheduleId === undefined || Number.isSafeInteger(scheduleId)).toBe(true);
          expect(['json', 'csv']).toContain(request.format);
        },
      ),
      { numRuns: 10_000 },
    );
    expect(asked).toBeGreaterThan(500);
  });

  it.each(
    longTexts(TIMED_BYTES).map((text, index) => [text.slice(0, 12), longTexts(TIMED_BYTES / 10)[index] ?? '', text]),
  )('are read in time that grows with their length: a long text that begins with %j', (_begin, short, long) => {
    const readAll = (text: string) => {
      for (const of of NAMES) parseAnalyticQuery(read('', `${of}=${text}`), TODAY);
    };
    // Ten times the length is ten times the work. Squared would be a hundred times.
    const most =
      30 *
      Math.max(
        cpuMsOf(() => readAll(short)),
        CLOCK_MS,
      );
    expect(cpuMsOf(() => readAll(long))).toBeLessThan(most);
  });
});
