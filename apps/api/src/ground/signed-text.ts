import { createHmac } from 'node:crypto';
import { isSameSecret } from './secrets.js';

export interface Signing {
  /** At least 128 random bits. */
  readonly key: Buffer;
  /** What the text is for. A text for one purpose is refused for another. */
  readonly purpose: string;
}

/**
 * A value as a text that only holders of the key can make: its JSON and a signature, in base64url
 * with a dot between them. Everyone can read it. It counts until `expiresAt` (epoch ms, exclusive).
 */
export function signedText(value: object, expiresAt: number, signing: Signing): string {
  const shown = Buffer.from(JSON.stringify({ value, expiresAt })).toString('base64url');
  return `${shown}.${signatureOf(shown, signing)}`;
}

/** The value of a signed text. Undefined when the text was changed, or when its time is over. */
export function signedValue(text: string, now: number, signing: Signing): unknown {
  const [shown = '', signature = ''] = text.split('.');
  if (!isSameSecret(signature, signatureOf(shown, signing))) return undefined;
  const { value, expiresAt } = JSON.parse(Buffer.from(shown, 'base64url').toString()) as Signed;
  return now < expiresAt ? value : undefined;
}

interface Signed {
  readonly value: unknown;
  readonly expiresAt: number;
}

const signatureOf = (shown: string, { key, purpose }: Signing): string =>
  createHmac('sha256', key).update(`${purpose} ${shown}`).digest('base64url');
