import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeOf } from './texts.js';

type Messages = Readonly<Record<string, { readonly message: string; readonly placeholders?: object }>>;

const SOURCES = join(import.meta.dirname, '..');
const messagesIn = (language: string): Messages =>
  JSON.parse(readFileSync(join(SOURCES, `../static/_locales/${language}/messages.json`), 'utf8')) as Messages;
const [en, de] = [messagesIn('en'), messagesIn('de')];

it.each([
  ['en-GB', 'en', 'en-GB'],
  ['de', 'de', 'de'],
  ['de-CH', 'de', 'de-CH'],
  ['en-US', 'de', 'de'],
  ['fr', 'en', 'en'],
])('a browser in %s with texts in %s writes times as in %s', (browsers, texts, locale) => {
  expect(localeOf(browsers, texts)).toBe(locale);
});

describe('the texts', () => {
  it('are the same in both languages, with the same places for values', () => {
    const shape = (messages: Messages) =>
      Object.entries(messages).map(([key, { message, placeholders = {} }]) => ({
        key,
        places: [...new Set(message.match(/\$P\d\$/g))].sort(),
        named: Object.keys(placeholders).sort(),
      }));
    expect(shape(de)).toEqual(shape(en));
    for (const { places, named } of shape(en))
      expect(places.map((place) => place.slice(1, 3).toLowerCase())).toEqual(named);
  });

  it('are all shown somewhere', () => {
    const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.spec.'))
      .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
      .join('\n');
    const isShown = (key: string) => code.includes(`'${key}'`) || code.includes(`'${key.replaceAll('_', '-')}'`);
    const prefixes = ['choose_', 'pair_', 'sentTo_', 'works_'];
    const unused = Object.keys(en).filter((key) => {
      const prefix = prefixes.find((one) => key.startsWith(one));
      if (prefix === undefined) return !isShown(key);
      return !code.includes(`\`${prefix}$\{`) || !isShown(key.slice(prefix.length));
    });
    expect(unused.filter((key) => !['name', 'description'].includes(key))).toEqual([]);
  });
});
