import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';

/** A new secret: a random UUID, 122 bits. Shown once, kept only as its hash. */
export const newSecret = (): string => randomUUID();

const SECRET = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text has the form of our secrets: any other was never given out, and need not be looked for. */
export const isSecret = (text: string): boolean => SECRET.test(text);

/** SHA-256 in hex. Secrets of 122 random bits need no slower hash: there is nothing to guess. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether two secrets are equal, in a time that does not tell how alike they are. */
export const isSameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
