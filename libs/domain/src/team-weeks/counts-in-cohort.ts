import type { OpenedAccount } from '../access/account.js';

/**
 * Whether an account may count as one of the people of a team: its address is known to be its
 * owner's. Otherwise one person could open many accounts, and be alone in a team with another.
 *
 * Users open no accounts for others: an administrator of the server does. So nothing here can tell
 * the accounts that the creator of a team made. docs/privacy.md says that.
 */
export const countsInCohort = ({ isAddressVerified }: OpenedAccount): boolean => isAddressVerified;
