import { IntlMessageFormat } from 'intl-messageformat';
import { DE } from './de.js';
import { EN, type TextKey } from './en.js';

export type { TextKey };

/** Values for the braces of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The texts and the number formats of one reader. */
export interface Texts {
  /** A BCP 47 tag, such as `de-CH`: for `Intl`. */
  readonly locale: string;
  readonly language: 'en' | 'de';
  readonly text: (key: TextKey, values?: TextValues) => string;
}

/**
 * The texts for a reader. The first language that there is counts, else English. Dates and numbers
 * follow the reader's first locale.
 */
export function textsFor(locales: readonly string[]): Texts {
  const [locale = 'en'] = locales;
  const language = locales.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one === 'de' || one === 'en');
  const catalogue: Readonly<Record<TextKey, string>> = language === 'de' ? DE : EN;
  const formats = new Map<TextKey, IntlMessageFormat>();
  const formatOf = (key: TextKey): IntlMessageFormat => {
    let format = formats.get(key);
    if (!format) formats.set(key, (format = new IntlMessageFormat(catalogue[key], language ?? 'en')));
    return format;
  };
  return {
    locale,
    language: language === 'de' ? 'de' : 'en',
    text: (key, values) => (values ? String(formatOf(key).format(values)) : catalogue[key]),
  };
}
