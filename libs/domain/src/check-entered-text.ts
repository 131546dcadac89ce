import { DomainError, type DomainErrorCode } from './domain-error.js';

/**
 * The most characters of a text that a user enters. Source: the documented posts, "A 255 character
 * or shorter string".
 */
const LONGEST_TEXT = 255;

/**
 * Throws DomainError `code` for a text that is blank, has more than 255 characters (code points: an
 * emoji is one), or has half a character. `of` names the text in the error: `description`.
 */
export function checkEnteredText(text: string, { code, of }: { code: DomainErrorCode; of: string }): void {
  if (text.trim() === '' || [...text].length > LONGEST_TEXT || !text.isWellFormed()) {
    throw new DomainError(code, `${of} has 1 to ${LONGEST_TEXT} characters.`);
  }
}
