import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogue, COMMON_TEXTS } from './texts.js';

const PAGES = join(import.meta.dirname, '..');
const SCHEMA = join(PAGES, '../../../packages/client/src/schema.ts');
const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' });

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
const LITERAL = 0;

/** The names of the values that a text takes. */
const namesIn = (text: string): string[] =>
  [...new Set(new IntlMessageFormat(text, 'en').getAst().flatMap(namesOf))].sort();

function namesOf(part: Part): string[] {
  const own = Number(part.type) === LITERAL || !('value' in part) ? [] : [part.value];
  const options = 'options' in part ? Object.values(part.options) : [];
  return [...own, ...options.flatMap(({ value }) => value.flatMap(namesOf))].sort();
}

/** Every catalogue: the common one, and one of each file of texts in any folder. */
const catalogues: [string, Catalogue<string>][] = [['common', COMMON_TEXTS]];
for (const file of files.filter((one) => /(^|[/-])texts\.ts$/.test(one) && !one.startsWith('text/'))) {
  const { TEXTS } = (await import(join(PAGES, file))) as { TEXTS: Catalogue<string> };
  catalogues.push([file, TEXTS]);
}

describe.each(catalogues)('the texts of %s', (_, { en, de }) => {
  it.each(Object.keys(en))('%s can be read, and names the same values in both languages', (key) => {
    for (const text of [en[key]!, de[key]!]) expect(() => new IntlMessageFormat(text, 'en')).not.toThrow();
    expect(namesIn(de[key]!)).toEqual(namesIn(en[key]!));
  });

  it('say "du" in German', () => {
    const formal = /[\p{L},] (Sie|Ihnen|Ihr(e[mnrs]?)?)\b/u;
    expect(Object.values(de).filter((text) => formal.test(text))).toEqual([]);
  });

  it('are all used by a page', () => {
    const isUsed = (key: string) => literals.has(key) || keyPatterns.some((pattern) => pattern.test(key));
    expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
  });
});

/** All that draws: no tests, and no texts. */
const CODE = files
  .filter((file) => /\.tsx?$/.test(file) && !/spec\.ts$|texts\.ts$|^text\/(de|en)\.ts$/.test(file))
  .map((file) => readFileSync(join(PAGES, file), 'utf8'))
  .join('\n');

/** The words between quotes in the pages, and the values that the server sends. */
const literals = new Set(
  [...`${CODE}\n${readFileSync(SCHEMA, 'utf8')}`.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, a, b]) => a ?? b ?? ''),
);

/** A key that is put together: `level.${level}`. At least one of its words stands there. */
const keyPatterns = [...CODE.matchAll(/`([^`\n]*)`/g)]
  .map(([, inner = '']) => inner)
  .filter((inner) => /^[\w.-]*\$\{[^}]*\}([\w.-]|\$\{[^}]*\})*$/.test(inner))
  .map((inner) => inner.replaceAll(/\$\{[^}]*\}/g, '\0').replaceAll('.', '\\.'))
  .filter((inner) => /[a-z]{3}/.test(inner))
  .map((inner) => new RegExp(`^${inner.replaceAll('\0', '[\\w-]+')}$`));
