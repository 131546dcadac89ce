import fc from 'fast-check';
import { TabSeparated } from './tab-separated.js';

const UNESCAPED: Record<string, string> = { '\\\\': '\\', '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\0': '\0' };

/** The cells of lines as ClickHouse reads them. */
const parsed = (lines: TabSeparated): string[][] =>
  lines
    .take()
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t').map((cell) => cell.replace(/\\[\\tnr0]/g, (found) => UNESCAPED[found] ?? '')));

describe('lines of tab-separated cells', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a\tb\nc\rd\\e\0f', 'a\\tb\\nc\\rd\\\\e\\0f'],
    ['Größe 漢字 😀', 'Größe 漢字 😀'],
    ['\u0001\u007f', '\u0001\u007f'],
  ])('hold the text %j as %j', (text, written) => {
    const lines = new TabSeparated();
    lines.text(text).endLine();
    expect(lines.take().toString('utf8')).toBe(`${written}\n`);
  });

  it.each([0, 9, 10, 99, 100, 4_294_967_295, 4_294_967_296, 9_007_199_254_740_991, -1, 5.5])(
    'hold the number %d',
    (number) => {
      const lines = new TabSeparated();
      lines.number(number).endLine();
      expect(lines.take().toString('utf8')).toBe(`${number}\n`);
    },
  );

  it('come back as they were written, whatever is in them and however many there are', () => {
    const row = fc.tuple(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.nat(),
      fc.bigInt({ min: 0n, max: 2n ** 64n }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 400 }), (rows) => {
        const lines = new TabSeparated();
        for (const [text, number, id] of rows)
          lines
            .shared('user', number % 2 ? text : 'day', 'computers')
            .text(text)
            .number(number)
            .big(id)
            .big(id)
            .endLine();
        const expected = rows.map(([text, number, id]) => {
          return ['user', number % 2 ? text : 'day', 'computers', text, `${number}`, `${id}`, `${id}`];
        });
        expect(parsed(lines)).toEqual(expected.map((cells) => cells.map((cell) => Buffer.from(cell).toString('utf8'))));
      }),
      { numRuns: 300 },
    );
  });
});
