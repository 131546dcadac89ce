import { randomBytes } from 'node:crypto';

/** A text of so many letters that the log does not deflate, because nothing in it repeats. */
export const textThatStays = (letters: number): string => randomBytes(letters).toString('base64url').slice(0, letters);
