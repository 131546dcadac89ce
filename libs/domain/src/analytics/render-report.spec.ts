import fc from 'fast-check';
import { renderCsv, renderJson } from './render-report.js';
import type { Cell, Report } from './shape-report.js';

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';
const RANK = ['Rank', 'Time Spent (seconds)', 'Number of People', 'Category'];
const EFFICIENCY = ['Date', 'Time Spent (seconds)', 'Number of People', 'Efficiency (-2:2)', 'Efficiency (percent)'];
const report = (headers: string[], rows: [first: Cell, seconds: number, ...listed: Cell[]][]): Report => ({
  headers,
  lines: rows.map(([first, seconds, ...listed]) => ({ first, seconds, people: 1, listed })),
});
const ranked = (...names: string[]) =>
  report(
    RANK,
    names.map((name, index) => [index + 1, 60, name]),
  );

describe('a report in JSON', () => {
  it('has the recorded keys, order and escapes, and no spaces', () =>
    expect(renderJson(ranked('Editing & IDEs'))).toBe(
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
  ])('writes %p as %s', (name, text) => expect(renderJson(ranked(name))).toContain(`[1,60,1,${text}]`));

  it.each([
    [2, 100, '2.0,100.0'],
    [1.74, 93.6, '1.74,93.6'],
    [0.52, 62.99, '0.52,62.99'],
    [-0.37, 40.7, '-0.37,40.7'],
    [-0, 50, '0.0,50.0'],
    [0.01, 50.13, '0.01,50.13'],
  ])('writes the floats %d and %d as %s, and whole columns whole', (level, percent, text) => {
    const efficiency = report(EFFICIENCY, [['2015-05-04T00:00:00', 60, level, percent]]);
    expect(renderJson(efficiency)).toContain(`"rows":[["2015-05-04T00:00:00",60,1,${text}]]}`);
  });

  it('is ASCII without markup, and parses back to its rows, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
        const json = renderJson(ranked(...names));
        expect(json).toMatch(/^[\x20-\x7e]*$/);
        expect(json).not.toMatch(/[&<>]/);
        const rows = names.map((name, index) => [index + 1, 60, 1, name]);
        expect(JSON.parse(json)).toEqual({ notes: NOTES, row_headers: RANK, rows });
      }),
    );
  });
});

/** By date, with things that several dates share, or by person, without people: each line has all of its own. */
describe('a report whose lines share what they list', () => {
  const MAIL: Cell[] = ['mail', 'Email', 1];
  const EDITOR: Cell[] = ['a "b", c', 'Editing & IDEs', 2];
  const HEADERS = ['Date', 'Time Spent (seconds)', 'Number of People', 'Activity', 'Category', 'Productivity'];
  const [MONDAY, TUESDAY] = ['2015-05-04T00:00:00', '2015-05-05T00:00:00'];
  const lines = [
    { first: MONDAY, seconds: 90, people: 1, listed: MAIL },
    { first: MONDAY, seconds: 60, people: 3, listed: EDITOR },
    { first: TUESDAY, seconds: 90, people: 1, listed: EDITOR },
    { first: TUESDAY, seconds: 7, people: 2, listed: MAIL },
  ];
  const rows = lines.map(({ first, seconds, people, listed }) => [first, seconds, people, ...listed]);

  it('has each line whole in JSON', () =>
    expect(JSON.parse(renderJson({ headers: HEADERS, lines }))).toEqual({ notes: NOTES, row_headers: HEADERS, rows }));

  it('has each line whole in CSV', () =>
    expect(readCsv(renderCsv({ headers: HEADERS, lines }))).toEqual([HEADERS, ...rows.map((row) => row.map(String))]));

  it('has no column of people where none are counted', () => {
    const headers = HEADERS.toSpliced(2, 1);
    const ofMember = lines.map((line) => ({ ...line, people: undefined }));
    const [row] = readCsv(renderCsv({ headers, lines: ofMember })).slice(1);
    expect(row).toEqual([MONDAY, '90', 'mail', 'Email', '1']);
    expect(renderJson({ headers, lines: ofMember })).toContain(`"rows":[["${MONDAY}",90,"mail","Email",1],[`);
  });
});

describe('a report in CSV', () => {
  it('is its header line alone when it is empty', () =>
    expect(renderCsv(report(RANK, []))).toBe('Rank,Time Spent (seconds),Number of People,Category\n'));

  it('quotes a value only when it must', () =>
    expect(renderCsv(ranked('a b;c', 'Inbox, work', 'say "hi"', 'two\nlines', 'cr\r', '=1+1', '')).split('\n')).toEqual(
      [
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
      ],
    ));

  it('writes efficiency as recorded', () =>
    expect(renderCsv(report(EFFICIENCY, [['2015-05-04T01:00:00', 685, 2, 100]]))).toBe(
      `${EFFICIENCY.join(',')}\n2015-05-04T01:00:00,685,1,2.0,100.0\n`,
    ));

  it('holds every name, for a reader of RFC 4180', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é') }), { minLength: 1 }),
        (names) =>
          expect(readCsv(renderCsv(ranked(...names))).slice(1)).toEqual(
            names.map((name, index) => [String(index + 1), '60', '1', name]),
          ),
      ),
    );
  });
});

/** A small strict reader: fields by commas, records by LF, quotes around a field doubled inside. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))([,\n])/g)) {
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\n') records.push([]);
  }
  return records.slice(0, -1);
}
