import { DomainError, type DomainErrorCode } from './domain-error.js';

/** Characters of a text that a user enters. Source: the documented posts, "A 255 character or shorter string". */
const LONGEST_TEXT = 255;

/**
 * Throws DomainError `code` for a text that is blank, longer than 255 characters (code points: an emoji
 * is one), or holds half a character. `of` names the text, such as `description`.
 */
export function checkEnteredText(text: string, { code, of }: { code: DomainErrorCode; of: string }): void {
  if (text.trim() === '' || [...text].length > LONGEST_TEXT || !text.isWellFormed()) {
    throw new DomainError(code, `${of} has 1 to ${LONGEST_TEXT} characters.`);
  }
}
