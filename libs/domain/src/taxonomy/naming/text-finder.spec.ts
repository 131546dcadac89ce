import fc from 'fast-check';
import { TextFinder } from './text-finder.js';

const symbols = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const finderOf = (...texts: string[]) => new TextFinder(texts.map(symbols));

describe('a finder of texts', () => {
  it.each([
    [['b', 'abc'], 'xabcx', 0],
    [['abc', 'b'], 'xabcx', 0],
    [['abd', 'bc'], 'abc', 1],
    [['hers', 'his', 'she', 'he'], 'ushers', 0],
    [['his', 'she', 'he'], 'ushers', 1],
    [['x', ''], 'abc', 1],
    [[''], '', 0],
    [['a'], '', undefined],
    [[], 'abc', undefined],
  ])('of %j in %j gives %p', (texts, text, first) => expect(finderOf(...texts).firstIn(symbols(text))).toBe(first));

  it('gives the same as a search for each of them', () => {
    const short = (letters: string, maxLength: number) =>
      fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(short('ab', 5), { maxLength: 6 }), short('aab', 12), (texts, text) => {
        const first = texts.findIndex((one) => text.includes(one));
        expect(finderOf(...texts).firstIn(symbols(text))).toBe(first < 0 ? undefined : first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a text once, however many texts nearly match', () => {
    const finder = finderOf(...Array.from({ length: 200 }, (_, n) => `${'a'.repeat(n + 20)}b`));
    let read = 0;
    function* counted() {
      for (const symbol of symbols('a'.repeat(10_000))) {
        read += 1;
        yield symbol;
      }
    }
    expect(finder.firstIn(counted())).toBeUndefined();
    expect(read).toBe(10_000);
  });

  it('reads no further than where the first text is found', () => {
    function* endless() {
      for (;;) yield 97;
    }
    expect(finderOf('aaa', 'b').firstIn(endless())).toBe(0);
  });
});
