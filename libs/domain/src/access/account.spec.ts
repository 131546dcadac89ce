import type { LocalDate } from '../calendar/local-date.js';
import type { Asked } from '../decider.js';
import { type AccountCommand, accountDecider } from './account.js';
import type { AccountEvent } from './account-events.js';
import { checkPassword } from './password.js';
import { firstDayShown, syncIntervalSeconds } from './plans.js';

const metadata = { now: 7, principalId: 'u' };
const data = {
  userId: 'u',
  email: 'a@b.c',
  timeZone: 'Europe/Berlin',
  plan: 'premium',
  openedBy: 'administrator',
} as const;
const opened: AccountEvent = { type: 'AccountOpened', data: { ...data, listsCredentials: true, listsDays: true } };
const signedUp: AccountEvent = {
  type: 'AccountOpened',
  data: { ...data, openedBy: 'sign-up', listsCredentials: true, listsDays: true },
};
const verified: AccountEvent = { type: 'AddressVerified', data: { email: 'a@b.c', by: 'administrator' } };
const ada = { issuer: 'https://login.example.org', subject: 'ada' };
const linked: AccountEvent = { type: 'ProviderLinked', data: ada };
const key = { keyId: 'k', name: 'laptop', secretHash: 'h', keyKind: 'agent' } as const;
const TEN_YEARS_MS = 3660 * 86_400_000;
const listed: AccountEvent = { type: 'ApiKeyListed', data: key };
const used: AccountEvent = { type: 'ApiKeyUsed', data: { keyId: 'k', date: '2026-11-26' } };
const revoked: AccountEvent = { type: 'ApiKeyRevoked', data: { keyId: 'k' } };

const stateAfter = (given: readonly AccountEvent[]) => given.reduce(accountDecider.evolve, accountDecider.initialState);
/** given events / when a command / then these events */
const decide = (given: readonly AccountEvent[], when: Asked<AccountCommand>) =>
  accountDecider.decide({ ...when, metadata }, stateAfter(given));

describe('the former zones of an account', () => {
  const moved = (...zones: string[]) =>
    stateAfter([opened, ...zones.map((timeZone): AccountEvent => ({ type: 'TimeZoneChanged', data: { timeZone } }))]);

  it.each([
    [[], []],
    [['UTC'], ['Europe/Berlin']],
    [['UTC', 'Europe/Berlin'], ['UTC']],
    [
      ['UTC', 'Asia/Tokyo'],
      ['UTC', 'Europe/Berlin'],
    ],
    [
      ['Asia/Tokyo', 'Asia/Seoul', 'UTC', 'America/Lima', 'Africa/Cairo'],
      ['America/Lima', 'UTC', 'Asia/Seoul', 'Asia/Tokyo'],
    ],
  ])('after %j are %j', (zones, former) => {
    expect(moved(...zones)).toMatchObject({ formerTimeZones: former });
  });
});

describe('an account', () => {
  it.each<[title: string, given: AccountEvent[], when: Asked<AccountCommand>, then: AccountEvent[]]>([
    ['opens', [], { type: 'OpenAccount', data }, [opened]],
    [
      'opens with a password',
      [],
      { type: 'OpenAccount', data: { ...data, passwordHash: 'p' } },
      [opened, { type: 'PasswordSet', data: { passwordHash: 'p' } }],
    ],
    [
      'opens once: opening again changes nothing, also not the password',
      [opened],
      { type: 'OpenAccount', data: { ...data, passwordHash: 'p' } },
      [],
    ],
    [
      'ends all sessions when it gets a new password',
      [opened],
      { type: 'SetPassword', data: { passwordHash: 'p' } },
      [
        { type: 'PasswordSet', data: { passwordHash: 'p' } },
        { type: 'SignedOutEverywhere', data: { at: 8 } },
      ],
    ],
    [
      'moves to another zone',
      [opened],
      { type: 'ChangeTimeZone', data: { timeZone: 'Asia/Kathmandu' } },
      [{ type: 'TimeZoneChanged', data: { timeZone: 'Asia/Kathmandu' } }],
    ],
    [
      'has a verified address when the administrator vouches for it',
      [signedUp],
      { type: 'VerifyAddress', data: { email: 'a@b.c', by: 'administrator' } },
      [verified],
    ],
    [
      'notes a verified address once',
      [signedUp, verified],
      { type: 'VerifyAddress', data: { email: 'a@b.c', by: 'mail' } },
      [],
    ],
    [
      'notes no word about another address',
      [signedUp],
      { type: 'VerifyAddress', data: { email: 'other@b.c', by: 'mail' } },
      [],
    ],
    [
      'has another address',
      [signedUp],
      { type: 'ChangeAddress', data: { email: 'n@b.c', by: 'mail' } },
      [{ type: 'AddressChanged', data: { email: 'n@b.c', by: 'mail' } }],
    ],
    ['keeps its address', [opened], { type: 'ChangeAddress', data: { email: 'a@b.c', by: 'mail' } }, []],
    ['is linked to a person at a provider', [opened], { type: 'LinkProvider', data: ada }, [linked]],
    ['is linked once', [opened, linked], { type: 'LinkProvider', data: ada }, []],
    [
      'moves to a zone in the spelling of IANA',
      [opened],
      { type: 'ChangeTimeZone', data: { timeZone: 'asia/calcutta' } },
      [{ type: 'TimeZoneChanged', data: { timeZone: 'Asia/Kolkata' } }],
    ],
    [
      'stays where it is in any spelling',
      [opened],
      { type: 'ChangeTimeZone', data: { timeZone: 'EUROPE/berlin' } },
      [],
    ],
    ['stays where it is', [opened], { type: 'ChangeTimeZone', data: { timeZone: 'Europe/Berlin' } }, []],
    [
      'changes its plan',
      [opened],
      { type: 'ChangePlan', data: { plan: 'lite' } },
      [{ type: 'PlanChanged', data: { plan: 'lite' } }],
    ],
    ['keeps its plan', [opened], { type: 'ChangePlan', data: { plan: 'premium' } }, []],
    [
      'keeps the filled fields of a profile, without blank and unknown ones',
      [opened],
      { type: 'ChangeProfile', data: { city: ' Tallinn ', income: ' ', shoeSize: '42' } as object },
      [{ type: 'ProfileChanged', data: { city: 'Tallinn' } }],
    ],
    ['lists a key', [opened], { type: 'ListApiKey', data: key }, [listed]],
    [
      'lists a key that expires',
      [opened],
      { type: 'ListApiKey', data: { ...key, expiresAt: 8 } },
      [{ type: 'ApiKeyListed', data: { ...key, expiresAt: 8 } }],
    ],
    ['lists a key once', [opened, listed], { type: 'ListApiKey', data: key }, []],
    ['notes the use of a key', [opened, listed], { type: 'NoteKeyUse', data: used.data }, [used]],
    ['notes it once for a day', [opened, listed, used], { type: 'NoteKeyUse', data: used.data }, []],
    ['notes no use of a key that was revoked', [opened, listed, revoked], { type: 'NoteKeyUse', data: used.data }, []],
    ['revokes a key', [opened, listed], { type: 'RevokeApiKey', data: { keyId: 'k' } }, [revoked]],
    [
      'ends all sessions',
      [opened],
      { type: 'SignOutEverywhere', data: {} },
      [{ type: 'SignedOutEverywhere', data: { at: 8 } }],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, given: AccountEvent[], when: Asked<AccountCommand>]>([
    ['unknown_time_zone', [], { type: 'OpenAccount', data: { ...data, timeZone: 'Mars/Olympus' } }],
    ['unknown_time_zone', [opened], { type: 'ChangeTimeZone', data: { timeZone: '+02:00' } }],
    ['unknown_account', [], { type: 'ListApiKey', data: key }],
    ['unknown_account', [], { type: 'SetPassword', data: { passwordHash: 'p' } }],
    ['invalid_name', [opened], { type: 'ListApiKey', data: { ...key, name: ' ' } }],
    ['invalid_name', [opened], { type: 'ListApiKey', data: { ...key, name: 'x'.repeat(101) } }],
    ['invalid_expiry', [opened], { type: 'ListApiKey', data: { ...key, expiresAt: metadata.now } }],
    ['invalid_expiry', [opened], { type: 'ListApiKey', data: { ...key, expiresAt: TEN_YEARS_MS + 8 } }],
    ['invalid_expiry', [opened], { type: 'ListApiKey', data: { ...key, expiresAt: NaN } }],
    ['unknown_key', [opened], { type: 'RevokeApiKey', data: { keyId: 'k' } }],
    ['unknown_key', [opened, listed, revoked], { type: 'RevokeApiKey', data: { keyId: 'k' } }],
    ['invalid_identity', [opened], { type: 'LinkProvider', data: { ...ada, subject: '' } }],
    ['invalid_identity', [opened], { type: 'LinkProvider', data: { ...ada, subject: 'x'.repeat(256) } }],
    ['invalid_identity', [opened], { type: 'LinkProvider', data: { ...ada, subject: 'a\nb' } }],
    ['invalid_profile', [opened], { type: 'ChangeProfile', data: { dateOfBirth: '1990-02-30' } }],
    ['invalid_profile', [opened], { type: 'ChangeProfile', data: { city: 'x'.repeat(101) } }],
  ])('refuses as %s', (code, given, when) => {
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code }));
  });

  it('has 100 keys at most; a key that is listed again, or in the place of a revoked one, is no more', () => {
    const keys = Array.from({ length: 100 }, (_, n): AccountEvent => ({
      type: 'ApiKeyListed',
      data: { ...key, keyId: `k${n}` },
    }));
    const list = (keyId: string) => ({ type: 'ListApiKey', data: { ...key, keyId } }) as const;
    const full = [opened, ...keys];
    expect(() => decide(full, list('more'))).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(decide(full, list('k5'))).toEqual([]);
    const withRoom: AccountEvent[] = [...full, { type: 'ApiKeyRevoked', data: { keyId: 'k5' } }];
    expect(decide(withRoom, list('more'))).toHaveLength(1);
  });

  it('that is closed stays closed, and closing it again gives no event', () => {
    const closed: AccountEvent = { type: 'AccountClosed', data: {} };
    expect(decide([opened], { type: 'CloseAccount', data: {} })).toEqual([closed]);
    expect(decide([opened, closed], { type: 'CloseAccount', data: {} })).toEqual([]);
    expect(decide([opened, closed], { type: 'OpenAccount', data })).toEqual([]);
    expect(stateAfter([opened, closed, opened, listed])).toEqual({ status: 'closed' });
    for (const when of [
      { type: 'ListApiKey', data: key },
      { type: 'SetPassword', data: { passwordHash: 'p' } },
    ] as const) {
      expect(() => decide([opened, closed], when)).toThrow(expect.objectContaining({ code: 'unknown_account' }));
    }
  });

  it('has one person of each provider: the one that was linked last', () => {
    const next = { ...ada, subject: 'eve' };
    const elsewhere = { issuer: 'https://other.example', subject: 'ada' };
    const given = [opened, linked, { type: 'ProviderLinked', data: elsewhere }, { type: 'ProviderLinked', data: next }];
    expect(stateAfter(given as AccountEvent[])).toMatchObject({ providers: [elsewhere, next] });
  });

  it('has the state that its events give', () => {
    const events: AccountEvent[] = [
      opened,
      { type: 'PasswordSet', data: { passwordHash: 'p' } },
      { type: 'TimeZoneChanged', data: { timeZone: 'UTC' } },
      { type: 'PlanChanged', data: { plan: 'lite' } },
      { type: 'ProfileChanged', data: { city: 'Tallinn' } },
      listed,
      used,
      { type: 'SignedOutEverywhere', data: { at: 9 } },
    ];
    expect(stateAfter(events)).toEqual({
      ...{ status: 'open', userId: 'u', email: 'a@b.c', isAddressVerified: true, openedBy: 'administrator' },
      providers: [],
      ...{ timeZone: 'UTC', plan: 'lite', profile: { city: 'Tallinn' } },
      formerTimeZones: ['Europe/Berlin'],
      ...{ passwordHash: 'p', signedOutAt: 9, keys: [{ ...key, lastUsedOn: '2026-11-26' }] },
    });
    expect(stateAfter([...events, revoked])).toMatchObject({ keys: [] });
  });
});

describe('a plan', () => {
  it.each([
    ['lite', '2026-11-26', '2026-08-26'],
    ['lite', '2026-05-31', '2026-02-28'],
    ['premium', '2026-11-26', undefined],
  ] as const)('that is %s shows on %s from %s on', (plan, today, first) => {
    expect(firstDayShown(plan, today as LocalDate)).toBe(first);
  });

  it('has its agents sync every 3 minutes, or 30 on the lite plan', () => {
    const seconds = (isPageOpen: boolean) => [
      syncIntervalSeconds('premium', isPageOpen),
      syncIntervalSeconds('lite', isPageOpen),
    ];
    expect([seconds(false), seconds(true)]).toEqual([
      [180, 1800],
      [10, 1800],
    ]);
  });
});

describe('a password', () => {
  const check = (password: string) => () => checkPassword(password, 'Ada.Lovelace@example.org');

  it.each(['ten chars!', 'abcd'.repeat(256), '🔑🔒🗝️🔓🔑🔒🗝️🔓🔑🔒', 'timeledger of mine', 'ada lovelace and a horse'])(
    'may be %s',
    (password) => expect(check(password)).not.toThrow(),
  );

  it.each(['', 'nine char', '🔑'.repeat(9), 'abcde'.repeat(205)])('may not be "%s": its length', (password) =>
    expect(check(password)).toThrow('10 to 1024 characters'),
  );

  it.each(['aaaaaaaaaa', 'abcabcabca', 'Timeledger1', 'timeledger!2026', 'ada.lovelace@example.org', 'Lovelace1815'])(
    'may not be "%s": a stranger tries it first',
    (password) => expect(check(password)).toThrow('easy to guess'),
  );
});
