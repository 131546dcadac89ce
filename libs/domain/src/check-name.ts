import { DomainError } from './domain-error.js';

/**
 * Throws DomainError `invalid_name` for a name that is empty, longer than `longest` UTF-16 units,
 * not trimmed, or has half a character. `of` names its owner in the error: `a schedule`.
 */
export function checkName(name: string, longest: number, of: string): void {
  if (name === '' || name !== name.trim() || name.length > longest || !name.isWellFormed()) {
    throw new DomainError(
      'invalid_name',
      `The name of ${of} has 1 to ${longest} characters, and no white space at its ends.`,
    );
  }
}
