import type { CredentialKind } from '../access/credential.js';
import type { UserCategory } from './categories.js';

/** A stream of each user, and the field of its events that holds the hash of a secret. */
interface Listing {
  readonly category: UserCategory;
  readonly field: string;
}

/**
 * Where the credentials of each kind are listed. The erasure of an account finds them there, also
 * in events that it cannot read.
 */
export const LISTED_IN = {
  'api-key': { category: 'account', field: 'secretHash' },
  session: { category: 'session', field: 'secretHash' },
  'access-token': { category: 'grant', field: 'tokenHash' },
  'authorization-code': { category: 'grant', field: 'codeHash' },
} as const satisfies Readonly<Record<CredentialKind, Listing>>;
