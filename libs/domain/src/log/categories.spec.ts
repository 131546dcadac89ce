import type { UntypedEvent } from '../events/read-event.js';
import { CATALOGUE } from './catalogue.js';
import { categoriesWith, checkIsKnown, prefixesOf, readLogEvent, STREAM_PREFIXES, UPCASTERS } from './categories.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('streams', () => {
  it('have a prefix for each category, and a category with one stream has its whole name', () => {
    expect(prefixesOf('focus', 'days-ahead')).toEqual(['focus-', 'days-ahead']);
  });

  it('are followed by the projector when reports or sign-ins depend on them', () => {
    expect([...STREAM_PREFIXES].sort()).toEqual(['account-', 'activity-', 'credential-', 'login-', 'taxonomy-']);
  });

  it('are exported in this order: account, settings, erasures, days', () => {
    expect(categoriesWith('isExported', true)).toEqual([
      ...['account', 'taxonomy', 'schedule', 'alert', 'goal', 'highlight', 'device', 'keeping', 'mailing'],
      ...['focus', 'summary'],
      ...['session', 'grant', 'membership', 'passkey', 'history', 'erasure', 'activity'],
    ]);
  });

  it('are imported when they hold settings, notes or time', () => {
    expect(categoriesWith('isImported', true)).toEqual([
      ...['taxonomy', 'schedule', 'alert', 'goal', 'highlight', 'device', 'focus', 'summary', 'activity'],
    ]);
  });
});

const HASH = 'f'.repeat(64);
const LINK = { purpose: 'reset', linkHash: 'h', email: 'a@b.c', passwordMark: 'm', by: 'mail', expiresAt: 1 };
const TOKEN = { tokenHash: HASH, codeHash: HASH, clientId: 'c', scopes: ['time_data'], grantedAt: 7 };
const CODE = {
  kind: 'authorization-code',
  userId: USER,
  credentialId: 'k',
  clientId: 'c',
  scopes: [],
  redirectUri: 'u',
};
const READABLE: readonly [stream: string, type: string, data: object][] = [
  [`grant-${USER}`, 'AccessTokenListed', TOKEN],
  [`grant-${USER}`, 'AuthorizationCodeListed', { codeHash: HASH, expiresAt: 7 }],
  [`grant-${USER}`, 'AuthorizationCodeForgotten', { codeHash: HASH }],
  [`grant-${USER}`, 'CodeReplayed', { codeHash: HASH }],
  [`session-${USER}`, 'SessionListed', { sessionId: 's', secretHash: HASH, startedAt: 1, expiresAt: 2 }],
  [
    `session-${USER}`,
    'SessionListed',
    {
      sessionId: 's',
      secretHash: HASH,
      startedAt: 1,
      expiresAt: 2,
      browser: 'Firefox on Linux',
      lastUsedOn: '2026-11-21',
    },
  ],
  [`session-${USER}`, 'SessionUsed', { secretHash: HASH, date: '2026-11-21' }],
  [`session-${USER}`, 'SessionEnded', { secretHash: HASH }],
  ['client-c', 'ApplicationRegistered', { clientId: 'c', name: 'n', redirectUris: ['u'], scopes: ['time_data'] }],
  [`credential-${HASH}`, 'CredentialIssued', { kind: 'api-key', userId: USER, credentialId: 'k' }],
  [`credential-${HASH}`, 'CredentialIssued', { ...CODE, expiresAt: 1 }],
  [`credential-${HASH}`, 'CredentialRevoked', {}],
  [`login-${HASH}`, 'LoginRegistered', { userId: USER }],
  ['team-t', 'TeamCreated', { administratorId: USER, name: 'n', sharing: 'levels' }],
  ['team-t', 'MemberJoined', { userId: USER, inviteHash: HASH, agreed: 'levels', joinedAt: 1 }],
  [`membership-${USER}`, 'TeamListed', { teamId: 't' }],
  [`account-${USER}`, 'ApiKeyRevoked', { keyId: 'k' }],
  [`factor-${USER}`, 'SecondFactorTurnedOn', { secret: 'GEZDGNBV', step: 7, recoveryHashes: [HASH] }],
  [`factor-${USER}`, 'RecoveryCodeUsed', { codeHash: HASH }],
  [
    `passkey-${USER}`,
    'PasskeyUsed',
    { passkeyId: 'p', counter: 0, date: '2026-11-21', challengeHash: HASH, challengeEndsAt: 1 },
  ],
  ['challenge-key', 'ChallengeKeyMade', { key: 'k' }],
  [`mailing-${USER}`, 'WeeklyMailChosen', { language: 'de', at: 1 }],
  [`mailing-${USER}`, 'WeeklyMailEnded', {}],
  [`mailing-${USER}`, 'WeekMailBegun', { monday: '2026-11-16', at: 1 }],
  [`mailing-${USER}`, 'WeekMailed', { monday: '2026-11-16' }],
  ['readers-of-mails', 'MailReaderListed', { userId: USER }],
  ['set-up-of-server', 'SetUpLinkMade', { linkHash: HASH, expiresAt: 1 }],
  ['set-up-of-server', 'SetUpLinkUsed', { linkHash: HASH }],
  [`factor-${USER}`, 'PasswordShown', { proofHash: HASH, at: 1 }],
  [`link-${USER}`, 'LinkMade', LINK],
  [`link-${USER}`, 'LinkUsed', { purpose: 'reset' }],
  [`daylist-${USER}`, 'DaysListed', { localDates: ['2026-11-21', '2026-11-22'] }],
  [`daylist-${USER}`, 'DaysListed', { localDates: [], isComplete: true }],
  [`history-${USER}`, 'DayChangeListed', { localDate: '2026-11-21', commandId: 'c', revision: 0 }],
  [`history-${USER}`, 'ImportListed', { format: 'rescuetime', at: 0 }],
  ['store-identity', 'StoreIdentified', {}],
];

describe('an event of the log', () => {
  it.each(READABLE)('of %s, %s, is read as it was written: %j', (stream, type, data) => {
    expect(readLogEvent({ stream, type, data })).toEqual({ type, data });
  });

  it.each([
    [`grant-${USER}`, 'AccessTokenListed', { ...TOKEN, scopes: 'time_data' }, 'scopes'],
    [`grant-${USER}`, 'AccessTokenReturned', {}, 'tokenHash'],
    [`session-${USER}`, 'SessionListed', { sessionId: 's', secretHash: HASH, startedAt: 1 }, 'expiresAt'],
    [
      `session-${USER}`,
      'SessionListed',
      { sessionId: 's', secretHash: HASH, startedAt: 1, expiresAt: 2, browser: '' },
      'browser',
    ],
    [`session-${USER}`, 'SessionUsed', { secretHash: HASH }, 'date'],
    ['client-c', 'ClientSecretRotated', { secretHash: 7 }, 'secretHash'],
    [`credential-${HASH}`, 'CredentialIssued', { kind: 'constructor', userId: USER, credentialId: 'k' }, 'kind'],
    [`credential-${HASH}`, 'CredentialIssued', { ...CODE, expiresAt: '1' }, 'expiresAt'],
    [`credential-${HASH}`, 'CredentialIssued', { kind: 'session', userId: USER, credentialId: 'k' }, 'startedAt'],
    [`login-${HASH}`, 'LoginRegistered', {}, 'userId'],
    ['team-t', 'SharingChanged', { sharing: 'all' }, 'sharing'],
    [`membership-${USER}`, 'TeamListed', { teamId: '' }, 'teamId'],
    [`link-${USER}`, 'LinkMade', { ...LINK, expiresAt: '1' }, 'expiresAt'],
    [`link-${USER}`, 'LinkMade', { ...LINK, by: 'pigeon' }, 'by'],
    [`link-${USER}`, 'LinkMade', { ...LINK, linkHash: 7 }, 'linkHash'],
    [`link-${USER}`, 'LinkUsed', { purpose: 'open' }, 'purpose'],
    [`factor-${USER}`, 'SecondFactorCodeUsed', { step: '7' }, 'step'],
    [`factor-${USER}`, 'SecondFactorCodeUsed', { step: 7, proofHash: 7 }, 'proofHash'],
    [`factor-${USER}`, 'PasswordShown', { proofHash: HASH }, 'at'],
    [`passkey-${USER}`, 'PasskeyRenamed', { passkeyId: 'p', name: '' }, 'name'],
    ['challenge-key', 'ChallengeKeyMade', {}, 'key'],
    [`mailing-${USER}`, 'WeeklyMailChosen', { language: 'tlh', at: 1 }, 'language'],
    [`mailing-${USER}`, 'WeekMailed', { monday: '2026-02-30' }, 'monday'],
    ['readers-of-mails', 'MailReaderListed', { userId: '' }, 'userId'],
    ['set-up-of-server', 'SetUpLinkMade', { linkHash: HASH, expiresAt: '1' }, 'expiresAt'],
    ['set-up-of-server', 'SetUpLinkUsed', {}, 'linkHash'],
    [`factor-${USER}`, 'SecondFactorTurnedOn', { secret: 'GEZDGNBV', step: 7 }, 'recoveryHashes'],
  ])('of %s, %s, is refused for %j: %s', (stream, type, data, field) => {
    expect(() => readLogEvent({ stream, type, data })).toThrow(`The field ${field} `);
  });

  it.each<[UntypedEvent, string]>([
    [{ stream: `account-${USER}`, type: 'AccountPainted', data: {} }, 'There is no such event.'],
    [{ stream: `account-${USER}`, type: 'LoginRegistered', data: { userId: USER } }, 'There is no such event.'],
    [{ stream: `account-${USER}`, type: 'toString', data: {} }, 'There is no such event.'],
    [{ stream: 'painting-1', type: 'AccountOpened', data: {} }, 'There is no such stream.'],
  ])('is refused when the catalogue does not have it: %j', (event, message) => {
    expect(() => readLogEvent(event)).toThrow(message);
    expect(() => checkIsKnown(event)).toThrow(message);
  });
});

it('no two categories have an event type of one name, so upcasters are found by type', () => {
  const types = Object.values(CATALOGUE).flatMap(({ events }) => Object.keys(events));
  expect(UPCASTERS.size).toBe(types.length);
});
