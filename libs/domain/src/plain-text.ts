/** C0 controls, DEL, C1 controls, and the line and paragraph separators of Unicode. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const LINE_BREAK = /\r\n|[\r\u0085\u2028\u2029]/g;
const CONTROL_WITHIN_LINES = /(?![\n\t])\p{Cc}/gu;

/** Whether a text has no control character, no line separator and no half of a character. */
export const isPlainText = (text: string): boolean => text.search(CONTROL) < 0 && text.isWellFormed();

/**
 * The text as one line, for a name or a title. Each control character and each line separator
 * becomes a space, and half a character becomes U+FFFD. White space at the ends stays.
 *
 * Terminals, CSV readers and C programs take these characters for something else than text.
 */
export const plainLine = (text: string): string => text.replace(CONTROL, ' ').toWellFormed();

/** Titles are compared up to this length: browsers and systems cut long ones. */
const COMPARED = 200;
/** No window shows more of a title. A longer one is cut before any work on it. */
const READ = 2_000;
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g;

/** A title as it is compared: one line, single spaces, without invisible characters, cut. */
export const comparedTitle = (title: string): string =>
  plainLine(title.slice(0, READ)).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().slice(0, COMPARED).trim();

/**
 * The text as lines, for what a person writes. Every line separator becomes a line feed, a tab
 * stays, and each other control character becomes a space. Half a character becomes U+FFFD.
 */
export const plainLines = (text: string): string =>
  text.replace(LINE_BREAK, '\n').replace(CONTROL_WITHIN_LINES, ' ').toWellFormed();

/**
 * Data of an imported event with plain texts in it, at any depth: `description` as lines, every
 * other text as one line. Earlier versions stored control characters, and their exports have them.
 */
export function plainData(data: unknown, name = ''): unknown {
  if (typeof data === 'string') return name === 'description' ? plainLines(data) : plainLine(data);
  if (Array.isArray(data)) return data.map((value) => plainData(value, name));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plainData(value, key)]));
}
