import type { AccountOpened } from './account-events.js';
import type { OpenedAccount } from './account.js';

/**
 * Whether the address of a new account counts as its owner's, before any proof. The administrator
 * and the company's provider vouch for it. An address that a stranger typed on the sign-up page
 * proves nothing.
 *
 * Versions before 0.3 did not record who opened an account. Such an account counts as verified,
 * unless `wasOpenedWithPassword` says that the sign-up page may have opened it.
 */
export const isVerifiedAtOpening = ({ openedBy }: AccountOpened['data']): boolean => openedBy !== 'sign-up';

/**
 * Whether a password that is set now was part of the opening of an account of a version before 0.3.
 * `account` is the state before it. The sign-up page always asked for a password, so its accounts
 * begin in this way:
 *
 *     AccountOpened, PasswordSet                     sign-up page or administrator: unverified
 *     AccountOpened, ApiKeyListed, ..., PasswordSet  administrator or provider: verified
 *
 * Some accounts of the administrator look the same. Their owners are asked for one proof too many,
 * which is the safe side.
 */
export function wasOpenedWithPassword(account: OpenedAccount): boolean {
  const { openedBy, passwordHash, keys, signedOutAt } = account;
  return openedBy === undefined && passwordHash === undefined && keys.length === 0 && signedOutAt === 0;
}
