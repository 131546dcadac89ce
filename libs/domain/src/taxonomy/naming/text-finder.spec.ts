import fc from 'fast-check';
import { type SoughtText, TextFinder } from './text-finder.js';

const within = (text: string): SoughtText => ({ text, isAtBegin: false, isAtEnd: false });
const finderOf = (...texts: string[]) => new TextFinder(texts.map(within));

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
  ])('of %j in %j gives %p', (texts, text, first) => expect(finderOf(...texts).firstIn(text)).toBe(first));

  it('gives the same as a search for each of them', () => {
    const short = (letters: string, maxLength: number) =>
      fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(short('abш', 5), { maxLength: 6 }), short('aabшé', 12), (texts, text) => {
        const first = texts.findIndex((one) => text.includes(one));
        expect(finderOf(...texts).firstIn(text)).toBe(first < 0 ? undefined : first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds texts at the begin and at the end only there', () => {
    const word = fc.array(fc.constantFrom('a', 'b'), { maxLength: 4 }).map((all) => all.join(''));
    const sought = fc.record({ text: word, isAtBegin: fc.boolean(), isAtEnd: fc.boolean() });
    fc.assert(
      fc.property(fc.array(sought, { maxLength: 6 }), word, (texts, text) => {
        const first = texts.findIndex(({ text: part, isAtBegin, isAtEnd }) => {
          if (isAtBegin && isAtEnd) return text === part;
          if (isAtBegin || isAtEnd) return isAtBegin ? text.startsWith(part) : text.endsWith(part);
          return text.includes(part);
        });
        expect(new TextFinder(texts).firstIn(text)).toBe(first < 0 ? undefined : first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes as long for two hundred texts that nearly match as for one', () => {
    const text = 'a'.repeat(100_000);
    const msOf = (finder: TextFinder) => {
      const began = performance.now();
      expect(finder.firstIn(text)).toBeUndefined();
      return performance.now() - began;
    };
    const nearly = (n: number) => `${'a'.repeat(n + 20)}b`;
    const [one, many] = [finderOf(nearly(0)), finderOf(...Array.from({ length: 200 }, (_, n) => nearly(n)))];
    // Its machine may be busy: a search for each of them would take a hundred times as long.
    const fastest = (finder: TextFinder) => Math.min(...Array.from({ length: 5 }, () => msOf(finder)));
    expect(fastest(many)).toBeLessThan(20 * fastest(one) + 1);
  });
});
