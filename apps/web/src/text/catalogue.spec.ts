import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogue, COMMON_TEXTS } from './texts.js';

const PAGES = join(import.meta.dirname, '..');

/** The names in the braces of a text. */
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name))].sort();

/** Every catalogue: the common one, and one of each folder that has a `texts.ts`. */
const catalogues: [string, Catalogue<string>][] = [['common', COMMON_TEXTS]];
for (const folder of readdirSync(PAGES)) {
  if (folder === 'text' || folder.includes('.') || !readdirSync(join(PAGES, folder)).includes('texts.ts')) continue;
  const { TEXTS } = (await import(join(PAGES, folder, 'texts.ts'))) as { TEXTS: Catalogue<string> };
  catalogues.push([folder, TEXTS]);
}

describe.each(catalogues)('the texts of %s', (_, { en, de }) => {
  it.each(Object.keys(en))('%s can be read, and names the same values in both languages', (key) => {
    for (const text of [en[key]!, de[key]!]) expect(() => new IntlMessageFormat(text, 'en')).not.toThrow();
    expect(namesIn(de[key]!)).toEqual(namesIn(en[key]!));
  });
});
