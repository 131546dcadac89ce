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

describe('the access that a user gave to applications', () => {
  it('lists a token with the time when it was given', () => {
    expect(decide([], list)).toEqual([listed('t')]);
  });

  it('has no token of a code that was used twice, in any order of events (RFC 6749 section 4.1.2)', () => {
    expect(decide([listed('t')], replay)).toEqual([replayed]);
    expect(stateAfter([listed('t'), replayed]).tokens).toEqual([]);
    expect(() => decide([replayed], list)).toThrow(expect.objectContaining({ code: 'code_replayed' }));
    expect(decide([replayed], replay)).toEqual([]);
  });

  it('ends once when the application gives its token back (RFC 7009)', () => {
    expect(decide([listed('t')], giveBack)).toEqual([returned]);
    expect(decide([listed('t'), returned], giveBack)).toEqual([]);
  });

  it('ends only for the application that the user disconnects', () => {
    const given = [listed('t'), listed('v'), listed('w', 'd')];
    expect(decide(given, disconnect)).toEqual([disconnected]);
    expect(tokensEndedBy(disconnect, stateAfter(given)).map(({ tokenHash }) => tokenHash)).toEqual(['t', 'v']);
    expect(stateAfter([...given, disconnected]).tokens).toEqual([listed('w', 'd').data]);
  });

  it('cannot end for an application without tokens', () => {
    expect(() => decide([listed('w', 'd')], disconnect)).toThrow(
      expect.objectContaining({ code: 'unknown_application' }),
    );
  });

  it('is shown by application, with the scopes of all its tokens and the time of the first', () => {
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
