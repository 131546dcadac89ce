import { readFileSync } from 'node:fs';

/** The custom properties of a style sheet and their values. */
const tokensOf = (path: string): Map<string, string> =>
  new Map(
    [...readFileSync(path, 'utf8').matchAll(/^ {2}(--[\w-]+): (.+);$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

describe('the pages with and without scripts', () => {
  it('have the same colours under the same names', () => {
    const ofApplication = tokensOf('apps/web/src/design/tokens.css');
    const ofPages = tokensOf('apps/api/src/pages/style.css');
    expect(ofPages.size).toBeGreaterThan(8);
    const others = [...ofPages].filter(([name, value]) => ofApplication.get(name) !== value);
    expect(others).toEqual([]);
  });
});
