import { DomainError, type DomainErrorCode } from './domain-error.js';
import { plainLine, plainLines } from './plain-text.js';

/**
 * The most characters of a text that a user enters. Source: the documented posts, "A 255 character
 * or shorter string".
 */
const LONGEST_TEXT = 255;

interface Refusal {
  readonly code: DomainErrorCode;
  /** The name of the text in the error: `description`. */
  readonly of: string;
}

/**
 * The one line of text that is stored of what a user entered: without control characters. Throws
 * DomainError `code` for a text that is blank, has more than 255 characters (code points: an emoji
 * is one), or has half a character.
 */
export const enteredLine = (text: string, refusal: Refusal): string => checked(text, plainLine(text).trim(), refusal);

/** The same for a text of several lines. Line feeds and tabs stay, and white space at the ends. */
export const enteredLines = (text: string, refusal: Refusal): string => checked(text, plainLines(text), refusal);

function checked(text: string, kept: string, { code, of }: Refusal): string {
  if (kept.trim() === '' || [...kept].length > LONGEST_TEXT || !text.isWellFormed()) {
    throw new DomainError(code, `${of} has 1 to ${LONGEST_TEXT} characters.`);
  }
  return kept;
}
