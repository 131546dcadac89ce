import { randomInt } from 'node:crypto';

/**
 * No vowels, so no words. No digits, and no letter that looks like another. Source: RFC 8628,
 * section 6.1.
 */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;

/** A code that a person types: eight of 20 letters, so there are 25,600,000,000. */
export const newUserCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A code as people read it: `BCDF-GHJK`. */
export const shownUserCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/**
 * The code that a person typed, without spaces and dashes, in any case. Undefined when it is none.
 */
export function typedUserCode(text: string): string | undefined {
  const code = text.replace(/[\s\-‐-―−]/g, '').toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}
