import { DomainError } from '../domain-error.js';

const SHORTEST = 10;
/** Long enough for any sentence. The limit keeps hashing fast. */
const LONGEST = 1024;

/**
 * Throws DomainError `weak_password` for a password of less than 10 or more than 1,024 characters
 * (code points), and for one that a stranger tries first. That is little more than the address, its
 * parts or our name, or it has fewer than four different characters. No kind of character is
 * demanded. The list of common passwords is looked up elsewhere. Source: NIST SP 800-63B, section
 * 3.1.1.2.
 */
export function checkPassword(password: string, email: string): void {
  const { length } = [...password];
  if (length < SHORTEST || length > LONGEST) {
    throw new DomainError('weak_password', `A password has ${SHORTEST} to ${LONGEST} characters.`);
  }
  if (isEasy(password.toLowerCase(), email.toLowerCase())) throw easyPassword();
}

/** The refusal of a password that is easy to guess. */
export const easyPassword = (): DomainError =>
  new DomainError('weak_password', 'This password is easy to guess. Choose another one, such as four random words.');

const FEWEST_CHARACTERS = 4;
/** So many characters besides the known words are a password of their own. */
const FEWEST_OWN = 6;
const NAME = 'timeledger';
/** A shorter part of an address is also a part of many other words. */
const SHORTEST_PART = 3;

function isEasy(password: string, email: string): boolean {
  if (new Set(password).size < FEWEST_CHARACTERS) return true;
  const parts = email.split(/[^\p{L}\p{N}]+/u).filter(({ length }) => length >= SHORTEST_PART);
  const words = [email, ...parts, NAME].sort((a, b) => b.length - a.length);
  const own = words.reduce((text, word) => text.replaceAll(word, ' '), password).replace(/[^\p{L}\p{N}]/gu, '');
  return own.length < FEWEST_OWN && words.some((word) => password.includes(word));
}
