import { IntlMessageFormat } from 'intl-messageformat';
import { DE } from './de.js';
import { EN, type TextKey } from './en.js';

/** The names in the braces of a text. */
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name))].sort();

describe('the texts', () => {
  it.each(Object.keys(EN) as TextKey[])('of %s can be read, and name the same values in both languages', (key) => {
    for (const text of [EN[key], DE[key]]) expect(() => new IntlMessageFormat(text, 'en')).not.toThrow();
    expect(namesIn(DE[key])).toEqual(namesIn(EN[key]));
  });
});
