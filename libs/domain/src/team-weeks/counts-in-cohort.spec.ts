import { accountDecider, type OpenedAccount } from '../access/account.js';
import type { AccountEvent, AccountOpener } from '../access/account-events.js';
import { countsInCohort } from './counts-in-cohort.js';

const terms = { userId: 'u', email: 'a@b.c', timeZone: 'UTC', plan: 'premium' } as const;
const openedBy = (way?: AccountOpener): AccountEvent => ({
  type: 'AccountOpened',
  data: way === undefined ? terms : { ...terms, openedBy: way },
});
const password: AccountEvent = { type: 'PasswordSet', data: { passwordHash: 'p' } };
const accountOf = (...events: AccountEvent[]) =>
  events.reduce(accountDecider.evolve, accountDecider.initialState) as OpenedAccount;

describe('in the cohort of a team', () => {
  it.each<[title: string, counts: boolean, events: AccountEvent[]]>([
    ['an account that an administrator opened counts', true, [openedBy('administrator'), password]],
    ['an account that the sign-in of the company opened counts', true, [openedBy('provider')]],
    [
      'an account that its user opened, with an address that was not checked, does not',
      false,
      [openedBy('sign-up'), password],
    ],
    [
      'an account that its user opened counts once its address is verified',
      true,
      [openedBy('sign-up'), password, { type: 'AddressVerified', data: { email: 'a@b.c', by: 'mail' } }],
    ],
    ['an old account that never had a password counts: the page for signing up asks for one', true, [openedBy()]],
    ['an old account with a password does not: that page may have opened it', false, [openedBy(), password]],
  ])('%s', (_title, counts, events) => expect(countsInCohort(accountOf(...events))).toBe(counts));
});
