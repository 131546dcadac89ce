import type { AccountEvent } from './account-events.js';
import { readAccountEvent } from './read-account-event.js';

const account = { userId: 'u', email: 'ada@example.org', timeZone: 'Asia/Kathmandu', plan: 'premium' } as const;
const key = { keyId: 'k', name: 'laptop', secretHash: 'h' };

describe('an account event out of the log', () => {
  it.each<AccountEvent>([
    { type: 'AccountOpened', data: account },
    { type: 'AccountOpened', data: { ...account, openedBy: 'sign-up' } },
    { type: 'AddressVerified', data: { email: 'ada@example.org', by: 'mail' } },
    { type: 'AddressChanged', data: { email: 'eve@example.org', by: 'mail' } },
    { type: 'ProviderLinked', data: { issuer: 'https://login.example.org', subject: '7' } },
    { type: 'AccountOpened', data: { ...account, listsCredentials: true, listsDays: true } },
    { type: 'PasswordSet', data: { passwordHash: '$argon2id$' } },
    { type: 'TimeZoneChanged', data: { timeZone: 'Pacific/Chatham' } },
    { type: 'PlanChanged', data: { plan: 'lite' } },
    { type: 'ProfileChanged', data: { city: 'Tallinn' } },
    { type: 'ApiKeyListed', data: key },
    { type: 'ApiKeyListed', data: { ...key, keyKind: 'read', expiresAt: 7 } },
    { type: 'ApiKeyUsed', data: { keyId: 'k', date: '2026-11-26' } },
    { type: 'ApiKeyRevoked', data: { keyId: 'k' } },
    { type: 'SignedOutEverywhere', data: { at: 7 } },
  ])('is read as it was written: %j', (event) => expect(readAccountEvent(event)).toEqual(event));

  it('of an unknown type is not read', () =>
    expect(readAccountEvent({ type: 'DayClosed', data: account })).toBeUndefined());

  it.each<[field: string, type: string, data: object]>([
    ['timeZone', 'AccountOpened', { ...account, timeZone: 'Mars/Olympus' }],
    ['timeZone', 'AccountOpened', { ...account, timeZone: 1 }],
    ['plan', 'AccountOpened', { ...account, plan: 'gold' }],
    ['listsCredentials', 'AccountOpened', { ...account, listsCredentials: 'yes' }],
    ['listsDays', 'AccountOpened', { ...account, listsDays: 'yes' }],
    ['userId', 'AccountOpened', { ...account, userId: '' }],
    ['openedBy', 'AccountOpened', { ...account, openedBy: 'chance' }],
    ['by', 'AddressVerified', { email: 'ada@example.org', by: 'rumour' }],
    ['email', 'AddressVerified', { by: 'mail' }],
    ['subject', 'ProviderLinked', { issuer: 'https://login.example.org' }],
    ['timeZone', 'TimeZoneChanged', { timeZone: 'Mars/Olympus' }],
    ['plan', 'PlanChanged', {}],
    ['city', 'ProfileChanged', { city: 1 }],
    ['at', 'SignedOutEverywhere', { at: 'now' }],
    ['secretHash', 'ApiKeyListed', { ...key, secretHash: null }],
    ['keyKind', 'ApiKeyListed', { ...key, keyKind: 'root' }],
    ['keyKind', 'ApiKeyListed', { ...key, keyKind: null }],
    ['expiresAt', 'ApiKeyListed', { ...key, keyKind: 'read', expiresAt: 'never' }],
  ])('with a bad %s is refused, and the error names the field', (field, type, data) =>
    expect(() => readAccountEvent({ type, data })).toThrow(`The field ${field} `),
  );
});
