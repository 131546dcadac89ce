import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';

/**
 * A new secret: a random UUID with 122 random bits. It is shown once, and only its hash is stored.
 */
export const newSecret = (): string => randomUUID();

const SECRET = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether a text has the form of our secrets. Any other text was never issued, so there is no need
 * to look it up.
 */
export const isSecret = (text: string): boolean => SECRET.test(text);

/**
 * SHA-256 in hex. Secrets of 122 random bits need no slower hash, because they cannot be guessed.
 */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether two secrets are equal. The time does not show how similar they are. */
export const isSameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
