import { DomainError } from './domain-error.js';
import { isPlainText } from './plain-text.js';

/**
 * Throws DomainError `invalid_name` for a name that is empty, longer than `longest` UTF-16 units,
 * not trimmed, or not plain text: it has a control character or half a character. `of` names its
 * owner in the error: `a schedule`.
 */
export function checkName(name: string, longest: number, of: string): void {
  if (name === '' || name !== name.trim() || name.length > longest || !isPlainText(name)) {
    throw new DomainError(
      'invalid_name',
      `The name of ${of} has 1 to ${longest} characters, no control characters, and no white space at its ends.`,
    );
  }
}
