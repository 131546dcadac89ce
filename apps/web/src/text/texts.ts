import { IntlMessageFormat } from 'intl-messageformat';
import { DE } from './de.js';
import { EN, type TextKey } from './en.js';

export type { TextKey };

/** Values for the braces of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

type Language = 'en' | 'de';

/** Texts in every language that there is. Values in braces are put in (ICU MessageFormat). */
export type Catalogue<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** The texts that any page may show. They come with the first script. */
export const COMMON_TEXTS: Catalogue<TextKey> = { en: EN, de: DE };

/**
 * The texts of one folder of pages, which come with its script. A text that one language lacks
 * does not compile.
 */
export const catalogueOf = <Key extends string>(texts: {
  en: Readonly<Record<Key, string>>;
  de: Readonly<Record<NoInfer<Key>, string>>;
}): Catalogue<Key> => texts;

/** The texts and the number formats of one reader. */
export interface Texts<Key extends string = never> {
  /** A BCP 47 tag, such as `de-CH`: for `Intl`. */
  readonly locale: string;
  readonly language: Language;
  readonly text: (key: Key | TextKey, values?: TextValues) => string;
  /** The same reader with the texts of a folder beside the common ones. */
  readonly with: <Other extends string>(catalogue: Catalogue<Other>) => Texts<Other>;
}

/**
 * The texts for a reader. The first language that there is counts, else English. Dates and numbers
 * follow the reader's first locale.
 */
export function textsFor(locales: readonly string[]): Texts {
  const [locale = 'en'] = locales;
  const language = locales.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one === 'de' || one === 'en');
  return textsIn(language === 'de' ? 'de' : 'en', locale);
}

function textsIn(language: Language, locale: string): Texts {
  const made = new Map<Catalogue<string>, Texts<string>>();
  const withCatalogue = (catalogue: Catalogue<string>): Texts<string> => {
    let texts = made.get(catalogue);
    if (!texts) {
      const text = textReader({ ...COMMON_TEXTS[language], ...catalogue[language] }, language);
      made.set(catalogue, (texts = { locale, language, text, with: withCatalogue }));
    }
    return texts;
  };
  return withCatalogue(COMMON_TEXTS);
}

/** Reads texts of a catalogue. A text with values is parsed once. */
function textReader(texts: Readonly<Record<string, string>>, language: Language): Texts<string>['text'] {
  const formats = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const text = texts[key] ?? key;
    if (!values) return text;
    let format = formats.get(key);
    if (!format) formats.set(key, (format = new IntlMessageFormat(text, language)));
    return String(format.format(values));
  };
}
