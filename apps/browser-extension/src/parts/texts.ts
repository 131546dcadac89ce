import type messages from '../../static/_locales/en/messages.json';
import { api } from '../browser/web-extension.js';

export type TextKey = keyof typeof messages;

/** A text in the language of the browser. `values` take the places $1, $2. */
export const text = (key: TextKey, ...values: readonly string[]): string => api.i18n.getMessage(key, values);

/** A code of the program as a key: `no-agent` is `no_agent`. */
export const keyOf = <Code extends string>(code: Code): Underscored<Code> =>
  code.replaceAll('-', '_') as Underscored<Code>;

type Underscored<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Text;

/**
 * How times and numbers are written: as the browser writes them, when its language is the one of
 * the texts. A browser may show German texts and call its language `en-US`.
 */
export const localeOf = (browsers: string, texts: string): string =>
  browsers.split('-')[0] === texts ? browsers : texts;

export const locale = (): string => localeOf(api.i18n.getUILanguage(), text('language'));

/** A time of day, such as `14:05`. */
export const clockText = (atMs: number): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(atMs);

/** A time of day with seconds. */
export const exactClockText = (atMs: number): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(atMs);

export const numberText = (number: number): string => new Intl.NumberFormat(locale()).format(number);

/** A length of time in words, as on the pages of the server: `6 h 12 m`, `34 m`, `20 s`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return text('seconds', numberText(whole));
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return text('minutes', numberText(minutes));
  return text('hours', numberText(Math.floor(minutes / 60)), numberText(minutes % 60));
}
