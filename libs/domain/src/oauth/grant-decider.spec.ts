import {
  connectedApplications,
  type GrantCommand,
  grantDecider,
  type GrantEvent,
  tokensEndedBy,
} from './grant-decider.js';

const metadata = { now: 5, principalId: 'u' };
const listed = (tokenHash: string, clientId = 'c', changes: object = {}) =>
  ({
    type: 'AccessTokenListed',
    data: { tokenHash, codeHash: `code-${tokenHash}`, clientId, scopes: ['time_data'], grantedAt: 5, ...changes },
  }) as const;
const replayed = { type: 'CodeReplayed', data: { codeHash: 'code-t' } } as const;
const returned = { type: 'AccessTokenReturned', data: { tokenHash: 't' } } as const;
const disconnected = { type: 'ApplicationDisconnected', data: { clientId: 'c' } } as const;

const stateAfter = (given: readonly GrantEvent[]) => given.reduce(grantDecider.evolve, grantDecider.initialState);
const decide = (given: readonly GrantEvent[], when: GrantCommand) => grantDecider.decide(when, stateAfter(given));
const list = {
  type: 'ListAccessToken',
  data: { tokenHash: 't', codeHash: 'code-t', clientId: 'c', scopes: ['time_data'] },
  metadata,
} as const;
const giveBack = { type: 'ReturnAccessToken', data: returned.data, metadata } as const;
const replay = { type: 'RefuseReplayedCode', data: replayed.data, metadata } as const;
const disconnect = { type: 'DisconnectApplication', data: disconnected.data, metadata } as const;

describe('what a user allowed applications', () => {
  it('lists a token with the moment it was given', () => {
    expect(decide([], list)).toEqual([listed('t')]);
  });

  it('is no token for a code that was shown twice, in whatever order the two come (RFC 6749 section 4.1.2)', () => {
    expect(decide([listed('t')], replay)).toEqual([replayed]);
    expect(stateAfter([listed('t'), replayed]).tokens).toEqual([]);
    expect(() => decide([replayed], list)).toThrow(expect.objectContaining({ code: 'code_replayed' }));
    expect(decide([replayed], replay)).toEqual([]);
  });

  it('ends with what the application gives back (RFC 7009), once', () => {
    expect(decide([listed('t')], giveBack)).toEqual([returned]);
    expect(decide([listed('t'), returned], giveBack)).toEqual([]);
  });

  it('ends for one application when the user disconnects it, and for no other', () => {
    const given = [listed('t'), listed('v'), listed('w', 'd')];
    expect(decide(given, disconnect)).toEqual([disconnected]);
    expect(tokensEndedBy(disconnect, stateAfter(given)).map(({ tokenHash }) => tokenHash)).toEqual(['t', 'v']);
    expect(stateAfter([...given, disconnected]).tokens).toEqual([listed('w', 'd').data]);
  });

  it('cannot be taken back from an application that holds nothing', () => {
    expect(() => decide([listed('w', 'd')], disconnect)).toThrow(
      expect.objectContaining({ code: 'unknown_application' }),
    );
  });

  it('is shown by application: all scopes of its tokens, since the first', () => {
    const given = [
      listed('t'),
      listed('w', 'd'),
      listed('v', 'c', { scopes: ['alert_data', 'time_data'], grantedAt: 9 }),
    ];
    expect(connectedApplications(stateAfter(given))).toEqual([
      { clientId: 'c', scopes: ['time_data', 'alert_data'], connectedAt: 5 },
      { clientId: 'd', scopes: ['time_data'], connectedAt: 5 },
    ]);
  });
});
