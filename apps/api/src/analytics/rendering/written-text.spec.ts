import fc from 'fast-check';
import { WrittenText } from './written-text.js';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const LETTERS = Uint8Array.from({ length: 0x80 }, (_, unit) => +/[a-z]/.test(String.fromCharCode(unit)));

describe('a written text', () => {
  it.each([0, 9, 10, 99, 100, 86_400, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, -2, -0, 1.5])(
    'has the digits of %d',
    (number) => {
      const written = new WrittenText();
      written.number(number);
      expect(textOf(written.take())).toBe(String(number));
    },
  );

  it('has all digits of any whole number', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (numbers) => {
        const written = new WrittenText();
        for (const number of numbers) {
          written.number(number);
          written.ascii(' ');
        }
        expect(textOf(written.take())).toBe(numbers.map((number) => `${number} `).join(''));
      }),
    );
  });

  it('has texts of any length, in the order in which they were written, block by block', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 9_000, size: 'max' });
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { maxLength: 3 }), { maxLength: 3 }), (blocks) => {
        const written = new WrittenText();
        for (const texts of blocks) {
          for (const text of texts) written.text(text);
          expect(textOf(written.take())).toBe(texts.join(''));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its blocks whatever is written after them', () => {
    const written = new WrittenText();
    written.ascii('one');
    const block = written.take();
    written.ascii('two');
    expect([textOf(block), textOf(written.take())]).toEqual(['one', 'two']);
  });

  it('marks what is plain, and writes nothing of what is not', () => {
    const written = new WrittenText();
    const isWritten = ['ab', '', 'aB', 'aé', 'a😀', 'c'].map((text) => written.marked(text, '"', LETTERS));
    expect(isWritten).toEqual([true, true, false, false, false, true]);
    expect(textOf(written.take())).toBe('"ab""""c"');
  });

  it('repeats a piece of itself', () => {
    const written = new WrittenText();
    written.ascii('head,');
    const { length } = written;
    written.text('é1');
    const piece = written.since(length);
    written.piece(piece);
    written.dropLast();
    expect(textOf(written.take())).toBe('head,é1é');
  });
});
