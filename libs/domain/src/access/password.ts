import { DomainError } from '../domain-error.js';

const SHORTEST = 10;
/** Long enough for any sentence. The limit keeps hashing fast. */
const LONGEST = 1024;

/**
 * Throws DomainError `weak_password` for a password of less than 10 or more than 1,024 characters
 * (code points). There is no other rule.
 */
export function checkPassword(password: string): void {
  const { length } = [...password];
  if (length < SHORTEST || length > LONGEST) {
    throw new DomainError('weak_password', `A password has ${SHORTEST} to ${LONGEST} characters.`);
  }
}
