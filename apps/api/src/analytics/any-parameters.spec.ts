import { localDateOfUtcMs, parseAnalyticQuery, parseLocalDate } from '@app/domain';
import type { Request } from 'express';
import fc from 'fast-check';
import { requestParameters } from '../http/request-parameters.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 10, 21));
const MANY_BYTES = 100_000;

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
/** Such as a pattern that tries every way to read them would be slow on. */
const LONG = ['x', ' ', '1', '-', '\t', '2026-11-21 ', '%', '&', '"'].map((text) =>
  text.repeat(MANY_BYTES / text.length).slice(0, MANY_BYTES),
);
const LONG_DAYS = [`2026-11-21T00:00:00.${'0'.repeat(MANY_BYTES)}`, `2026-11-21${' '.repeat(MANY_BYTES)}x`];

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
  { weight: 1, arbitrary: fc.constantFrom(...LONG, ...LONG_DAYS) },
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

  it('ask a whole question or are a query error that names a field', () => {
    // As they come, without escapes: what a client sends that never heard of them.
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

  it.each([...LONG, ...LONG_DAYS].map((value) => [value.slice(0, 12), value]))(
    'are read in time that grows with their length: 100 kB that begin with %j',
    (_begin, value) => {
      const begun = performance.now();
      for (const of of NAMES) parseAnalyticQuery(read('', `${of}=${value}`), TODAY);
      expect(performance.now() - begun).toBeLessThan(2_000);
    },
  );
});
