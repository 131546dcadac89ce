import fc from 'fast-check';
import { connectedApplications, type GrantCommand, grantDecider } from './grant-decider.js';
import type { GrantEvent } from './grant-events.js';

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
    expect(grantDecider.secretsOf(stateAfter(given))).toEqual(['t', 'v', 'w']);
    expect(grantDecider.secretsOf(stateAfter([...given, disconnected]))).toEqual(['w']);
    expect(stateAfter([...given, disconnected]).tokens).toEqual([listed('w', 'd').data]);
  });

  it('cannot end for an application without tokens', () => {
    expect(() => decide([listed('w', 'd')], disconnect)).toThrow(
      expect.objectContaining({ code: 'unknown_application' }),
    );
  });

  it('is 50 tokens of an application: the oldest ends when there is one more', () => {
    const tokens = Array.from({ length: 50 }, (_, n) => listed(`${n}`));
    const ended = { type: 'AccessTokenReturned', data: { tokenHash: '0' } } as const;
    expect(decide([listed('w', 'd'), ...tokens], list)).toEqual([ended, listed('t')]);
    expect(decide(tokens.slice(1), list)).toEqual([listed('t')]);
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

const MINUTE_MS = 60_000;
const code = (codeHash: string, expiresAt = 10 * MINUTE_MS) =>
  ({ type: 'AuthorizationCodeListed', data: { codeHash, expiresAt } }) as const;
const forgotten = (codeHash: string) => ({ type: 'AuthorizationCodeForgotten', data: { codeHash } }) as const;
const listCode = (codeHash: string, now = 5, expiresAt = now + 10 * MINUTE_MS): GrantCommand => ({
  ...{ type: 'ListAuthorizationCode', data: { codeHash, expiresAt }, metadata: { ...metadata, now } },
});

describe('the authorization codes of a user', () => {
  it('are listed before they are issued', () => {
    expect(decide([], listCode('a'))).toEqual([code('a', 5 + 10 * MINUTE_MS)]);
    expect(grantDecider.secretsOf(stateAfter([code('a'), listed('t')]))).toEqual(['t', 'a']);
  });

  it('are forgotten an hour after their time, when the next one comes', () => {
    const given = [code('over'), code('not yet', 10 * MINUTE_MS + 1)];
    expect(decide(given, listCode('new', 70 * MINUTE_MS))).toEqual([forgotten('over'), code('new', 80 * MINUTE_MS)]);
  });

  it('stay for as long as a token from them: their second use ends it (RFC 6749 section 4.1.2)', () => {
    const given = [code('code-t'), listed('t')];
    expect(decide(given, listCode('new', 70 * MINUTE_MS))).toEqual([code('new', 80 * MINUTE_MS)]);
    expect(decide([...given, returned], listCode('new', 70 * MINUTE_MS))).toEqual([
      forgotten('code-t'),
      code('new', 80 * MINUTE_MS),
    ]);
  });

  it('are 50 at most that wait to be used: the oldest ends when there is one more', () => {
    const given = Array.from({ length: 50 }, (_, n) => code(`${n}`));
    expect(decide(given, listCode('new', 5))).toEqual([forgotten('0'), code('new', 5 + 10 * MINUTE_MS)]);
  });
});

it('the list and its stream stay bounded, and the list is the same after it is stated again', () => {
  const step = fc.record({ minutes: fc.nat(20), name: fc.integer({ min: 0, max: 200 }), what: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 700, maxLength: 900, size: 'max' }), (steps) => {
      let state = grantDecider.initialState;
      let now = 0;
      for (const { minutes, name, what } of steps) {
        now += minutes * MINUTE_MS;
        const codeHash = `code-${name}`;
        const token = { tokenHash: `${name}`, codeHash, clientId: `${name % 3}`, scopes: [] };
        const commands: GrantCommand[] = [
          listCode(codeHash, now),
          { type: 'ListAccessToken', data: token, metadata: { ...metadata, now } },
          { type: 'ReturnAccessToken', data: token, metadata: { ...metadata, now } },
          { type: 'RefuseReplayedCode', data: token, metadata: { ...metadata, now } },
        ];
        const command = commands[what] as GrantCommand;
        if (command.type === 'ListAccessToken' && state.replayedCodes.includes(codeHash)) continue;
        state = grantDecider.decide(command, state).reduce(grantDecider.evolve, state);
        const again = grantDecider.restate(state);
        expect({ ...again.reduce(grantDecider.evolve, state), events: 0 }).toEqual({ ...state, events: 0 });
        if (again.length === 0) continue;
        const restated = again.reduce(grantDecider.evolve, grantDecider.initialState);
        expect({ ...restated, events: 0 }).toEqual({ ...state, events: 0 });
        state = restated;
      }
      expect(state.tokens.length).toBeLessThanOrEqual(3 * 50);
      expect(state.events).toBeLessThanOrEqual(400 + 4 * 500 + 1);
    }),
    { numRuns: 5 },
  );
});
