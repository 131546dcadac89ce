import { randomBytes } from 'node:crypto';
import { sha256 } from '../../ground/secrets.js';

const CODES = 10;
/** 32 signs, so each holds five random bits. Without i, l, o and u, as in Crockford’s Base32. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
const SIGNS_OF_A_CODE = 16;
const FORM = /^[0-9a-hjkmnp-tv-z]{16}$/;

/**
 * New recovery codes, as `k3vq-0d8t-mz2x-7fpa`. A code has 80 random bits. So its hash needs no
 * salt, and a person with the hashes cannot find it.
 */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

function newCode(): string {
  const signs = [...randomBytes(SIGNS_OF_A_CODE)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
  return signs.replace(/.{4}(?!$)/g, '$&-');
}

/**
 * The hash of a recovery code that a person typed. Case, spaces and dashes do not matter. Undefined
 * when the text cannot be one.
 */
export function recoveryHashOf(typed: string): string | undefined {
  const signs = typed.replace(/[\s-]/g, '').toLowerCase();
  return FORM.test(signs) ? sha256(signs) : undefined;
}
