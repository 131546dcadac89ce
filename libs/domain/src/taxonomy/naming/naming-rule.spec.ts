import fc from 'fast-check';
import { NAMING_MATCHES, type NamingRuleDefinition, ruleFinder } from './naming-rule.js';

type Condition = Pick<NamingRuleDefinition, 'in' | 'match' | 'text'>;
const matches = (rule: Condition, document: string, ...urls: string[]): boolean =>
  ruleFinder([rule])({ document, urls: () => urls }) === rule;

describe('a naming rule', () => {
  it.each<[match: Condition['match'], text: string, document: string, is: boolean]>([
    ['contains', 'acme', 'Mail to ACME, draft', true],
    ['contains', 'acme', 'Mail to A-CME', false],
    ['contains', 'a*e', 'acme', false],
    ['contains', '(a+)+$', 'x (A+)+$ x', true],
    ['contains', 'οδος', 'η ΟΔΟΣ μου', true],
    ['contains', 'οδοσ', 'οδος', true],
    ['contains', 'cafe\u0301', 'CAFÉ', true],
    ['contains', 'שלום', 'אמר שלום', true],
    ['contains', '👩\u200d💻', 'a 👩\u200d💻 b', true],
    ['contains', '<b>', '<B>bold</B>', true],
    ['starts-with', 'invoice', 'Invoice 7', true],
    ['starts-with', 'invoice', 'My invoice', false],
    ['starts-with', 'invoice 7', 'Invoice', false],
    ['equals', 'inbox', 'INBOX', true],
    ['equals', 'inbox', 'Inbox (3)', false],
    ['equals', 'inbox', 'My inbox', false],
  ])('that %s %j: with the document %j it is %p', (match, text, document, is) => {
    expect(matches({ in: 'document', match, text }, document, text)).toBe(is);
  });

  it.each<[match: Condition['match'], text: string, url: string, is: boolean]>([
    ['starts-with', 'github.com/acme', 'github.com/acme/app', true],
    ['starts-with', 'https://www.GitHub.com/acme?tab=1#x', 'github.com/acme/app', true],
    ['starts-with', 'github.com/acme', 'github.com/other/acme', false],
    ['starts-with', 'https://github.com/', 'github.com', true],
    ['starts-with', 'www.com/a', 'www.com/a/b', true],
    ['contains', '/pull/', 'github.com/acme/app/pull/7', true],
    ['equals', 'http://github.com/', 'github.com', true],
    ['equals', 'github.com/acme', 'github.com/acme/app', false],
    ['equals', 'münchen.de', 'münchen.de', true],
  ])('that %s %j: with the address %j it is %p', (match, text, url, is) => {
    expect(matches({ in: 'url', match, text }, text, 'xn--x', url)).toBe(is);
  });

  it('of several, the first that matches counts, whatever it looks at', () => {
    const rules: Condition[] = [
      { in: 'url', match: 'contains', text: '/a' },
      { in: 'document', match: 'contains', text: 'a' },
      { in: 'url', match: 'contains', text: '/b' },
    ];
    const find = ruleFinder(rules);
    const found = (document: string, url: string) => rules.indexOf(find({ document, urls: () => [url] }) as Condition);
    expect([found('a', 'x/a'), found('a', 'x/b'), found('x', 'x/b'), found('x', 'x')]).toEqual([0, 1, 2, -1]);
  });

  it('matches as a comparison of each rule does', () => {
    const word = fc.array(fc.constantFrom('a', 'b', 'A'), { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
    const rule = fc.record({
      in: fc.constant('document' as const),
      match: fc.constantFrom(...NAMING_MATCHES),
      text: word,
    });
    const byHand = ({ match, text }: Condition, document: string): boolean => {
      const [part, whole] = [text.toLowerCase(), document.toLowerCase()];
      if (match === 'equals') return whole === part;
      return match === 'contains' ? whole.includes(part) : whole.startsWith(part);
    };
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), word, (rules, document) => {
        const found = ruleFinder(rules)({ document, urls: () => [] });
        expect(found).toBe(rules.find((one) => byHand(one, document)));
      }),
      { numRuns: 2_000 },
    );
  });
});
