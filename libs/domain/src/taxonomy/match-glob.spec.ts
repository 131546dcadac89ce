import fc from 'fast-check';

import { globMatcher, substringMatcher } from './match-glob.js';

describe('a glob', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '', false],
    ['?', '😀', true],
    ['Sprint*', 'sprint 12', true],
    ['sprint*', 'the sprint', false],
    ['*jira*', 'PROJ-1 - JIRA', true],
    ['*/work/*', '/home/work/x', true],
    ['*/work/*', '/home/work', false],
    ['a**b', 'ab', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['50\\% \\*', '50% *', true],
    ['\\*', 'x', false],
    ['what\\?', 'what?', true],
    ['tail\\', 'tail\\', true],
    ['[ab]', 'a', false],
    ['(a+)+$', '(a+)+$', true],
  ])('%j on %j gives %p', (pattern, text, expected) => expect(globMatcher(pattern)(text)).toBe(expected));

  /** The definition of a glob: it tries every choice. It is exponential and obviously right. */
  function matchesByTrying(pattern: string, text: string): boolean {
    if (pattern === '') return text === '';
    const [first = '', rest] = [pattern[0], pattern.slice(1)];
    if (first === '*') return matchesByTrying(rest, text) || (text !== '' && matchesByTrying(pattern, text.slice(1)));
    return text !== '' && (first === '?' || first === text[0]) && matchesByTrying(rest, text.slice(1));
  }

  it('gives the same as a trial of every choice', () => {
    const short = (letters: string) =>
      fc.array(fc.constantFrom(...letters), { maxLength: 9 }).map((all) => all.join(''));
    fc.assert(
      fc.property(short('ab*?'), short('aab'), (pattern, text) => {
        expect(globMatcher(pattern)(text)).toBe(matchesByTrying(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['*a'.repeat(100) + 'b', '*'.repeat(200) + 'b', '*?'.repeat(120) + 'b', '*aa*aa*aaa*aaaa*b'])(
    'takes one step a character of a text that nearly matches %j',
    (pattern) => {
      const text = 'a'.repeat(10_000);
      let steps = 0;
      function* counted() {
        for (const character of text) {
          steps += 1;
          yield character;
        }
      }
      expect(globMatcher(pattern)(counted())).toBe(false);
      expect(steps).toBe(text.length);
    },
  );

  it('reads no further than where nothing can match any more', () => {
    let steps = 0;
    function* endless() {
      for (;;) {
        steps += 1;
        yield 'x';
      }
    }
    expect(globMatcher('xxy*')(endless())).toBe(false);
    expect(steps).toBe(3);
  });
});

describe('a substring', () => {
  it.each([
    ['jira', 'PROJ-1 - JIRA', true],
    ['a*c', 'abc', false],
    ['a*c', 'x A*C x', true],
    ['\\', 'a\\b', true],
    ['ÜBER', 'über uns', true],
    ['x', '', false],
  ])('%j in %j gives %p', (part, text, expected) => expect(substringMatcher(part)(text)).toBe(expected));
});
