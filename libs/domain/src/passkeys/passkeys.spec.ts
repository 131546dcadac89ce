import type { Asked } from '../decider.js';
import { challengeKeyDecider } from './challenge-key.js';
import type { PasskeyEvent } from './events.js';
import { type PasskeyCommand, passkeyDecider, type Passkeys } from './passkey-decider.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;
const LAPTOP = { passkeyId: 'p1', name: 'Laptop', credentialId: 'c1', publicKey: 'k1', counter: 0 };
const ADDED: PasskeyEvent = { type: 'PasskeyAdded', data: { ...LAPTOP, addedAt: NOON } };

const after = (...events: readonly PasskeyEvent[]): Passkeys =>
  events.reduce<Passkeys>((state, event) => passkeyDecider.evolve(state, event), passkeyDecider.initialState);
const decide = (state: Passkeys, asked: Asked<PasskeyCommand>, now = NOON) =>
  passkeyDecider.decide({ ...asked, metadata: { now, principalId: 'tester' } }, state);
const use = (changes: object = {}) => {
  const data = { credentialId: 'c1', counter: 0, challengeHash: 'h1', challengeEndsAt: NOON + MINUTE_MS, ...changes };
  return { type: 'UsePasskey', data } as const;
};
const counted = (counter: number): PasskeyEvent => ({
  type: 'PasskeyAdded',
  data: { ...LAPTOP, counter, addedAt: NOON },
});

const UNKNOWN = 'There is no such passkey.';

describe('a passkey', () => {
  it('is added with its time and a trimmed name, once', () => {
    const add = { type: 'AddPasskey', data: { ...LAPTOP, name: ' Laptop ' } } as const;
    expect(decide(after(), add)).toEqual([ADDED]);
    expect(decide(after(ADDED), add)).toEqual([]);
  });

  it.each(['', '  ', 'x'.repeat(101), 'a\u0000b'])('is not added or renamed under the name %j', (name) => {
    expect(() => decide(after(), { type: 'AddPasskey', data: { ...LAPTOP, name } })).toThrow('1 to 100 characters');
    const rename = { type: 'RenamePasskey', data: { passkeyId: 'p1', name } } as const;
    expect(() => decide(after(ADDED), rename)).toThrow('1 to 100 characters');
  });

  it('is one of 20 at most', () => {
    const all = Array.from({ length: 20 }, (_, n): PasskeyEvent => ({
      type: 'PasskeyAdded',
      data: { ...LAPTOP, passkeyId: `p${n}`, credentialId: `c${n}`, addedAt: NOON },
    }));
    const add = { type: 'AddPasskey', data: { ...LAPTOP, passkeyId: 'more', credentialId: 'more' } } as const;
    expect(() => decide(after(...all), add)).toThrow('20 passkeys at most');
    expect(decide(after(...all.slice(1)), add)).toHaveLength(1);
  });

  it('signs in with a challenge once, and until the challenge ends', () => {
    const events = decide(after(ADDED), use());
    expect(events).toEqual([
      {
        type: 'PasskeyUsed',
        data: {
          ...{ passkeyId: 'p1', counter: 0, date: '2026-11-21' },
          ...{ challengeHash: 'h1', challengeEndsAt: NOON + MINUTE_MS },
        },
      },
    ]);
    const state = after(ADDED, ...events);
    expect(state.passkeys).toMatchObject([{ lastUsedOn: '2026-11-21' }]);
    expect(() => decide(state, use())).toThrow(UNKNOWN);
    expect(decide(state, use({ challengeHash: 'h2' }))).toHaveLength(1);
    expect(() => decide(after(ADDED), use(), NOON + MINUTE_MS)).toThrow(UNKNOWN);
  });

  it.each([
    [0, 0, 'PasskeyUsed'],
    [0, 1, 'PasskeyUsed'],
    [7, 8, 'PasskeyUsed'],
    [7, 7, 'PasskeyBlocked'],
    [7, 6, 'PasskeyBlocked'],
    [7, 0, 'PasskeyBlocked'],
  ])('that counted to %i and then shows %i gives %s', (before, counter, type) => {
    expect(decide(after(counted(before)), use({ counter }))).toMatchObject([{ type }]);
  });

  it('that is blocked signs in no more, with any count', () => {
    const state = after(counted(7), { type: 'PasskeyBlocked', data: { passkeyId: 'p1' } });
    expect(state.passkeys).toMatchObject([{ isBlocked: true }]);
    expect(() => decide(state, use({ counter: 99 }))).toThrow(UNKNOWN);
  });

  it('is renamed and removed', () => {
    const [renamed] = decide(after(ADDED), { type: 'RenamePasskey', data: { passkeyId: 'p1', name: 'Desk' } });
    expect(after(ADDED, renamed as PasskeyEvent).passkeys).toMatchObject([{ name: 'Desk' }]);
    const [gone] = decide(after(ADDED), { type: 'RemovePasskey', data: { passkeyId: 'p1' } });
    const state = after(ADDED, gone as PasskeyEvent);
    expect(state.passkeys).toEqual([]);
    expect(() => decide(state, use())).toThrow(UNKNOWN);
    expect(() => decide(state, { type: 'RemovePasskey', data: { passkeyId: 'p1' } })).toThrow(UNKNOWN);
  });

  it('is removed with all others', () => {
    const phone: PasskeyEvent = {
      type: 'PasskeyAdded',
      data: { ...LAPTOP, passkeyId: 'p2', credentialId: 'c2', addedAt: NOON },
    };
    const events = decide(after(ADDED, phone), { type: 'RemoveAllPasskeys', data: {} });
    expect(after(ADDED, phone, ...events).passkeys).toEqual([]);
    expect(decide(after(), { type: 'RemoveAllPasskeys', data: {} })).toEqual([]);
  });
});

describe('the key of challenges', () => {
  it('is the one that was made first', () => {
    const make = (key: string) =>
      ({ type: 'MakeChallengeKey', data: { key }, metadata: { now: 0, principalId: 'tester' } }) as const;
    const [made] = challengeKeyDecider.decide(make('first'), undefined);
    expect(made).toEqual({ type: 'ChallengeKeyMade', data: { key: 'first' } });
    expect(challengeKeyDecider.decide(make('second'), 'first')).toEqual([]);
    expect(challengeKeyDecider.evolve('first', { type: 'ChallengeKeyMade', data: { key: 'second' } })).toBe('first');
  });
});
