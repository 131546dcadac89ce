import { createHmac, randomBytes } from 'node:crypto';
import { isSameSecret } from '../../ground/secrets.js';

/** A random id of 128 bits, and its signature: both in base64url, with a dot between them. */
const FORM = /^([\w-]{22})\.([\w-]{43})$/;

/**
 * The text by which a device is known to one account. It has a random id and a signature, and
 * nothing about the user.
 *
 * The key of the signature is the account's password hash. It has a random salt of 128 bits that
 * never leaves the server, so the text gives no way to try passwords. A new password makes another
 * hash: then no device is known any more. Every API process has the same key, also after a restart.
 */
export function newDevice(passwordHash: string): string {
  const id = randomBytes(16).toString('base64url');
  return `${id}.${signatureOf(id, passwordHash)}`;
}

/** Whether a text has the form of such a text. Any other text needs no account to be refused. */
export const isDeviceText = (text: string): boolean => FORM.test(text);

/** The id of the device, when the account with this password hash knows it. */
export function idOfDevice(text: string, passwordHash: string): string | undefined {
  const [, id, signature] = FORM.exec(text) ?? [];
  if (id === undefined || signature === undefined) return undefined;
  return isSameSecret(signature, signatureOf(id, passwordHash)) ? id : undefined;
}

const signatureOf = (id: string, passwordHash: string): string =>
  createHmac('sha256', passwordHash).update(`device ${id}`).digest('base64url');
