import { accountDecider } from './account.js';
import type { AccountEvent, AccountOpener } from './account-events.js';

const terms = { userId: 'u', email: 'ada@example.org', timeZone: 'UTC', plan: 'premium' } as const;
const openedBy = (opener?: AccountOpener): AccountEvent => ({
  type: 'AccountOpened',
  data: opener === undefined ? terms : { ...terms, openedBy: opener },
});
const password: AccountEvent = { type: 'PasswordSet', data: { passwordHash: 'p' } };
const key: AccountEvent = { type: 'ApiKeyListed', data: { keyId: 'k', name: 'laptop', secretHash: 'h' } };
const signedOut: AccountEvent = { type: 'SignedOutEverywhere', data: { at: 9 } };
const verified = (email = 'ada@example.org'): AccountEvent => ({
  type: 'AddressVerified',
  data: { email, by: 'mail' },
});

const changed: AccountEvent = { type: 'AddressChanged', data: { email: 'new@example.org', by: 'mail' } };

describe('the address of an account', () => {
  it.each<[title: string, isVerified: boolean, given: AccountEvent[]]>([
    ['that the administrator typed is verified', true, [openedBy('administrator'), password]],
    ['that the provider told is verified', true, [openedBy('provider')]],
    ['that a stranger typed to sign up is not', false, [openedBy('sign-up'), password]],
    ['that a stranger typed stays so with another password', false, [openedBy('sign-up'), password, password]],
    ['is verified by a word about it', true, [openedBy('sign-up'), password, verified()]],
    ['is not verified by a word about another address', false, [openedBy('sign-up'), verified('eve@example.org')]],
    ['stays verified with another password', true, [openedBy('sign-up'), password, verified(), password]],
    ['is verified when the account has another one', true, [openedBy('sign-up'), password, changed]],
    ['is another one then: a word about the old one is too late', true, [openedBy('sign-up'), changed, verified()]],
    ['of an old account without a password is verified', true, [openedBy(), key]],
    ['of an old account that was opened with a password may be a stranger’s', false, [openedBy(), password, key]],
    ['of an old account whose owner set the password later is verified', true, [openedBy(), key, password, signedOut]],
    ['of an old account is verified by a word about it', true, [openedBy(), password, verified(), signedOut, password]],
  ])('%s', (_title, isVerified, given) => {
    const account = given.reduce(accountDecider.evolve, accountDecider.initialState);
    expect(account).toMatchObject({ isAddressVerified: isVerified });
  });
});
