import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A verifier that stays here, and the challenge that the server gets. Source: RFC 7636, S256. */
export function newPkce(): { codeVerifier: string; codeChallenge: string } {
  const codeVerifier = randomText();
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** 256 random bits, in base64url. */
export const randomText = (): string => randomBytes(32).toString('base64url');

/** Whether two texts are equal. The time does not show how similar they are. */
export const isSameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
