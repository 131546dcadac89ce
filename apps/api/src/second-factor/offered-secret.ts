import { createHmac } from 'node:crypto';
import { isSameSecret } from '../ground/secrets.js';
import { newTotpSecret } from '../identity/factors/totp.js';

/** Long enough to find the phone and install an app. */
const LIFETIME_MS = 30 * 60_000;

/** A secret in Base32, until when it is offered (epoch ms), and a signature. */
const FORM = /^([A-Z2-7]{32})\.(\d{13})\.([\w-]{43})$/;

/**
 * A new secret as a field of a form, signed by the secret of the session. So the log gets a secret
 * only when the user has confirmed it with a code. And a form counts only when the page that came
 * after the password made it, in this session.
 */
export function offerSecret(sessionSecret: string, now: number): { secret: string; field: string } {
  const secret = newTotpSecret();
  const offered = `${secret}.${now + LIFETIME_MS}`;
  return { secret, field: `${offered}.${signatureOf(offered, sessionSecret)}` };
}

/** The secret in a field that was offered in this session. Undefined for any other text. */
export function offeredSecret(field: string, sessionSecret: string, now: number): string | undefined {
  const [, secret, until, signature] = FORM.exec(field) ?? [];
  if (secret === undefined || signature === undefined || now >= Number(until)) return undefined;
  return isSameSecret(signature, signatureOf(`${secret}.${until}`, sessionSecret)) ? secret : undefined;
}

const signatureOf = (offered: string, sessionSecret: string): string =>
  createHmac('sha256', sessionSecret).update(`second factor ${offered}`).digest('base64url');
