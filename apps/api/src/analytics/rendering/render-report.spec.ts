import { type Cell, cellsOf, type Report } from '@app/domain';
import fc from 'fast-check';
import { blocksOf } from '../../testing/report-blocks.js';
import { csvText, jsonText } from './render-report.js';

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';
const RANK = ['Rank', 'Time Spent (seconds)', 'Number of People', 'Category'];
const EFFICIENCY = ['Date', 'Time Spent (seconds)', 'Number of People', 'Efficiency (-2:2)', 'Efficiency (percent)'];
/** A report of one person. It is by date when the first cell of each row is a date. */
const report = (headers: string[], rows: [first: Cell, seconds: number, ...values: Cell[]][]): Report => ({
  perspective: headers[0] === 'Date' ? 'interval' : 'rank',
  person: '',
  headers,
  rows: rows.map(([first, seconds, ...values]) => ({
    intervalStart: typeof first === 'string' ? first : undefined,
    values,
    durationMs: seconds * 1000,
    weightedMs: undefined,
  })),
});
/** The whole text of the report. */
const jsonOf = (whole: Report) => Buffer.concat(blocksOf(jsonText, whole)).toString();
const csvOf = (whole: Report) => Buffer.concat(blocksOf(csvText, whole)).toString();
const ranked = (...names: string[]) =>
  report(
    RANK,
    names.map((name, index) => [index + 1, 60, name]),
  );

describe('a report in JSON', () => {
  it('has the recorded keys, order and escapes, and no spaces', () =>
    expect(jsonOf(ranked('Editing & IDEs'))).toBe(
      '{"notes":"data is an array of arrays (rows), column names for rows in row_headers",' +
        '"row_headers":["Rank","Time Spent (seconds)","Number of People","Category"],' +
        '"rows":[[1,60,1,"Editing \\u0026 IDEs"]]}',
    ));

  it.each([
    ['<b>', '"\\u003cb\\u003e"'],
    ['…', '"\\u2026"'],
    ['é', '"\\u00e9"'],
    ['😀', '"\\ud83d\\ude00"'],
    ['\u007f', '"\\u007f"'],
    ['say "hi"\n\\', '"say \\"hi\\"\\n\\\\"'],
  ])('writes %p as %s', (name, text) => expect(jsonOf(ranked(name))).toContain(`[1,60,1,${text}]`));

  it.each([
    [2, 100, '2.0,100.0'],
    [1.74, 93.6, '1.74,93.6'],
    [0.52, 62.99, '0.52,62.99'],
    [-0.37, 40.7, '-0.37,40.7'],
    [-0, 50, '0.0,50.0'],
    [0.01, 50.13, '0.01,50.13'],
  ])('writes the floats %d and %d as %s, and whole columns whole', (level, percent, text) => {
    const efficiency = report(EFFICIENCY, [['2015-05-04T00:00:00', 60, level, percent]]);
    expect(jsonOf(efficiency)).toContain(`"rows":[["2015-05-04T00:00:00",60,1,${text}]]}`);
  });

  it('is ASCII without markup, and parses back to its rows, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
        const json = jsonOf(ranked(...names));
        expect(json).toMatch(/^[\x20-\x7e]*$/);
        expect(json).not.toMatch(/[&<>]/);
        const rows = names.map((name, index) => [index + 1, 60, 1, name]);
        expect(JSON.parse(json)).toEqual({ notes: NOTES, row_headers: RANK, rows });
      }),
    );
  });
});

describe('a report of many lines', () => {
  const names = Array.from({ length: 9_000 }, (_, n) => `name ${n} of a length that fills a block`);
  const dates = names.map((_, n) => `2015-05-${String((n % 30) + 1).padStart(2, '0')}T00:00:00`);
  const byDate = report(
    ['Date', ...RANK.slice(1)],
    names.map((name, n) => [dates[n] ?? '', n, name]),
  );

  it.each([
    ['a rank', ranked(...names)],
    ['a report by date', byDate],
  ])('comes in small blocks, and has each line once: %s', (_title, whole) => {
    const rows = whole.rows.map((row, index) => cellsOf(whole, row, index));
    for (const blocks of [blocksOf(jsonText, whole), blocksOf(csvText, whole)]) {
      expect(blocks.length).toBeGreaterThan(2);
      expect(Math.max(...blocks.map((block) => block.length))).toBeLessThan(300_000);
    }
    expect(JSON.parse(jsonOf(whole))).toMatchObject({ row_headers: whole.headers, rows });
    expect(readCsv(csvOf(whole))).toEqual([whole.headers, ...rows.map((row) => row.map(String))]);
  });

  it.each([1, 7, 8_999])('has the same text when it is written in pieces of %i rows', (rows) => {
    for (const textOf of [jsonText, csvText]) {
      const [whole, pieces] = [blocksOf(textOf, byDate), blocksOf(textOf, byDate, rows)];
      expect(Buffer.concat(pieces).equals(Buffer.concat(whole))).toBe(true);
    }
  });

  it.each([0, 1])('is one block of %i lines', (count) => {
    const small = ranked(...names.slice(0, count));
    expect([blocksOf(jsonText, small).length, blocksOf(csvText, small).length]).toEqual([1, 1]);
  });
});

/**
 * By date, with things that several dates share, or by person without people: each line is
 * complete.
 */
describe('a report whose lines share what they list', () => {
  const MAIL: Cell[] = ['mail', 'Email', 1];
  const EDITOR: Cell[] = ['a "b", c', 'Editing & IDEs', 2];
  const HEADERS = ['Date', 'Time Spent (seconds)', 'Number of People', 'Activity', 'Category', 'Productivity'];
  const [MONDAY, TUESDAY] = ['2015-05-04T00:00:00', '2015-05-05T00:00:00'];
  const spent = (intervalStart: string, values: Cell[], seconds: number, people: number) => ({
    ...{ intervalStart, values, durationMs: seconds * 1000, weightedMs: undefined, people },
  });
  const byDate: Report = {
    ...{ perspective: 'interval', person: '', headers: HEADERS },
    rows: [
      spent(MONDAY, MAIL, 90, 1),
      spent(MONDAY, EDITOR, 60, 3),
      spent(TUESDAY, EDITOR, 90, 1),
      spent(TUESDAY, MAIL, 7, 2),
    ],
  };
  const rows: Cell[][] = [
    [MONDAY, 90, 1, ...MAIL],
    [MONDAY, 60, 3, ...EDITOR],
    [TUESDAY, 90, 1, ...EDITOR],
    [TUESDAY, 7, 2, ...MAIL],
  ];

  it('has each line whole in JSON', () =>
    expect(JSON.parse(jsonOf(byDate))).toEqual({ notes: NOTES, row_headers: HEADERS, rows }));

  it('has each line whole in CSV', () =>
    expect(readCsv(csvOf(byDate))).toEqual([HEADERS, ...rows.map((row) => row.map(String))]));

  it('names the person and counts no people by member', () => {
    const headers = ['Person', ...HEADERS.slice(1).toSpliced(1, 1)];
    const byMember: Report = { ...byDate, perspective: 'member', person: 'a@b.c', headers };
    const [row] = readCsv(csvOf(byMember)).slice(1);
    expect(row).toEqual(['a@b.c', '90', 'mail', 'Email', '1']);
    expect(jsonOf(byMember)).toContain('"rows":[["a@b.c",90,"mail","Email",1],[');
  });
});

describe('a report in CSV', () => {
  it('is its header line alone when it is empty', () =>
    expect(csvOf(report(RANK, []))).toBe('Rank,Time Spent (seconds),Number of People,Category\n'));

  it('quotes a value only when it must', () =>
    expect(csvOf(ranked('a b;c', 'Inbox, work', 'say "hi"', 'two\nlines', 'cr\r', '=1+1', '')).split('\n')).toEqual([
      'Rank,Time Spent (seconds),Number of People,Category',
      '1,60,1,a b;c',
      '2,60,1,"Inbox, work"',
      '3,60,1,"say ""hi"""',
      '4,60,1,"two',
      'lines"',
      '5,60,1,"cr\r"',
      '6,60,1,=1+1',
      '7,60,1,',
      '',
    ]));

  it('writes efficiency as recorded', () =>
    expect(csvOf(report(EFFICIENCY, [['2015-05-04T01:00:00', 685, 2, 100]]))).toBe(
      `${EFFICIENCY.join(',')}\n2015-05-04T01:00:00,685,1,2.0,100.0\n`,
    ));

  it('holds every name, for a reader of RFC 4180', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é') }), { minLength: 1 }),
        (names) =>
          expect(readCsv(csvOf(ranked(...names))).slice(1)).toEqual(
            names.map((name, index) => [String(index + 1), '60', '1', name]),
          ),
      ),
    );
  });
});

/**
 * A small strict reader. Commas end fields, LF ends records, and a quote inside a quoted field is
 * doubled.
 */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))([,\n])/g)) {
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\n') records.push([]);
  }
  return records.slice(0, -1);
}
