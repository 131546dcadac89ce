import fc from 'fast-check';
import { recordsOf } from './table-records.js';

const row = (n: number, document = 'notes') => `2026-11-20T09:00:00,60,a${n},${document}`;
const read = (lines: readonly string[]) => [...recordsOf(lines.join('\n'), ',')];

describe('the records of a table', () => {
  it.each([
    ['plain', 'a, b ,c', ['a', 'b', 'c']],
    ['quoted', '"a, b","c ""d""",', ['a, b', 'c "d"', '']],
    ['of two lines', '"a\nb",c', ['a\nb', 'c']],
  ])('may be %s', (_title, text, cells) => expect([...recordsOf(text, ',')]).toEqual([{ line: 1, cells }]));

  it('keep their lines, whatever ends them', () => {
    const lines = [...recordsOf('\ufeffa\r\n\r\nb\rc\n"d\ne"\nf', ',')].map(({ line, cells }) => [line, cells[0]]);
    expect(lines).toEqual([
      [1, 'a'],
      [3, 'b'],
      [4, 'c'],
      [5, 'd\ne'],
      [7, 'f'],
    ]);
  });

  it('are all there but the broken one, wherever and however it is broken', () => {
    const broken = fc.constantFrom('"Hello" - Search', '"Hello', '5" disk', '"', '"a""', '""a', 'a"b"c', '"a" "b"');
    const document = fc.constantFrom('notes', '', '"a, b"', '"a ""b"""', '""');
    const documents = fc.array(document, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(documents, fc.nat(), broken, (good, at, bad) => {
        const lines = good.map((one, n) => row(n, one));
        const place = at % (lines.length + 1);
        lines.splice(place, 0, row(99, bad));
        const records = read(lines);
        const faults = records.filter(({ fault }) => fault !== undefined);
        expect(faults.map(({ line }) => line)).toEqual([place + 1]);
        const names = records.filter(({ fault }) => fault === undefined).map(({ cells }) => cells[2]);
        expect(names).toEqual(good.map((_, n) => `a${n}`));
      }),
    );
  });
});
