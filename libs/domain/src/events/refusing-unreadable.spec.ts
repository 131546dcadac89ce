import { accountDecider } from '../access/account.js';
import { credentialDecider } from '../access/credential.js';
import { loginDecider } from '../access/login.js';
import { applicationDecider } from '../oauth/application-decider.js';
import { grantDecider } from '../oauth/grant-decider.js';
import { membershipDecider } from '../teams/membership-decider.js';
import { teamDecider } from '../teams/team-decider.js';

interface Fold {
  readonly initialState: unknown;
  evolve(this: void, state: never, event: never): unknown;
}

const account = { userId: 'u', email: 'ada@example.org', timeZone: 'Asia/Kathmandu', plan: 'premium' };
const session = { kind: 'session', userId: 'u', credentialId: 's', startedAt: 1, expiresAt: 2 };
const token = { tokenHash: 't', codeHash: 'c', clientId: 'a', scopes: [], grantedAt: 1 };
const application = { clientId: 'a', name: 'app', redirectUris: ['https://example.org/'], scopes: ['time_data'] };
const member = { userId: 'u', inviteHash: 'i', agreed: 'levels', joinedAt: 1 };

/** The state after the events, each `[type, data]`. */
const fold = ({ initialState, evolve }: Fold, ...events: [type: string, data?: unknown][]): unknown =>
  events.reduce<unknown>((state, [type, data]) => evolve(state as never, { type, data } as never), initialState);

describe.each<[of: string, Fold, readable: [type: string, data: object]]>([
  ['an account', accountDecider, ['AccountOpened', account]],
  ['a login', loginDecider, ['LoginRegistered', { userId: 'u' }]],
  ['a credential', credentialDecider, ['CredentialIssued', session]],
  ['grants', grantDecider, ['AccessTokenListed', token]],
  ['an application', applicationDecider, ['ApplicationRegistered', application]],
  ['a team', teamDecider, ['TeamCreated', { administratorId: 'u', name: 'we', sharing: 'levels' }]],
  ['the teams of a user', membershipDecider, ['TeamListed', { teamId: 't' }]],
])('the state of %s', (_of, decider, readable) => {
  const [type] = readable;

  it('is known while every event can be read', () => expect(() => fold(decider, readable)).not.toThrow());

  it('is not known after an event of an unknown type: the error names the type', () =>
    expect(() => fold(decider, readable, ['PaintingSold', {}])).toThrow(
      expect.objectContaining({ code: 'unknown_event', message: expect.stringContaining('PaintingSold') as string }),
    ));

  it('is not known after an event whose fields cannot be trusted', () =>
    expect(() => fold(decider, readable, [type, {}])).toThrow(expect.objectContaining({ code: 'unreadable_event' })));

  it('is not known after an event that only a newer version can read', () =>
    expect(() => fold(decider, readable, [type, undefined])).toThrow(expect.objectContaining({ code: 'newer_event' })));
});

describe('an unreadable event that takes a right away lets no user in', () => {
  it.each<[title: string, Fold, events: [type: string, data?: unknown][]]>([
    ['a revoked credential', credentialDecider, [['CredentialIssued', session], ['CredentialRevoked']]],
    [
      'signing out everywhere',
      accountDecider,
      [
        ['AccountOpened', account],
        ['SignedOutEverywhere', { at: 'now' }],
      ],
    ],
    [
      'a revoked key',
      accountDecider,
      [
        ['AccountOpened', account],
        ['ApiKeyRevoked', {}],
      ],
    ],
    [
      'a disconnected application',
      grantDecider,
      [
        ['AccessTokenListed', token],
        ['ApplicationDisconnected', { clientId: 1 }],
      ],
    ],
    ['a removed application', applicationDecider, [['ApplicationRegistered', application], ['ApplicationRemoved']]],
    [
      'a member who left',
      teamDecider,
      [
        ['TeamCreated', { administratorId: 'x', name: 'we', sharing: 'levels' }],
        ['MemberJoined', member],
        ['MemberLeft', { userId: '' }],
      ],
    ],
  ])('%s', (_title, decider, events) =>
    expect(() => fold(decider, ...events)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(unreadable|newer)_event$/) as string }),
    ),
  );
});
