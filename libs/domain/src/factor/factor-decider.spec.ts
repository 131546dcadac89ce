import type { Asked } from '../decider.js';
import type { FactorEvent } from './events.js';
import { type FactorCommand, factorDecider, type SecondFactor } from './factor-decider.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const [FIRST, SECOND] = ['a'.repeat(64), 'b'.repeat(64)];
const ON: FactorEvent = {
  type: 'SecondFactorTurnedOn',
  data: { secret: SECRET, step: 100, recoveryHashes: [FIRST, SECOND] },
};

const after = (...events: readonly FactorEvent[]): SecondFactor =>
  events.reduce<SecondFactor>((state, event) => factorDecider.evolve(state, event), factorDecider.initialState);
const decide = (state: SecondFactor, asked: Asked<FactorCommand>, now = NOON) =>
  factorDecider.decide({ ...asked, metadata: { now, principalId: 'tester' } }, state);
const useCode = (step: number, secret = SECRET) => ({ type: 'UseCode', data: { secret, step } }) as const;
const recover = (codeHash: string) => ({ type: 'UseRecoveryCode', data: { codeHash } }) as const;

const REFUSED = 'The code is wrong, was used before, or its time has passed.';

describe('a code', () => {
  it('works once, and so ends every code of earlier steps', () => {
    const events = decide(after(ON), useCode(103));
    expect(events).toEqual([{ type: 'SecondFactorCodeUsed', data: { step: 103 } }]);
    const state = after(ON, ...events);
    expect(() => decide(state, useCode(103))).toThrow(REFUSED);
    expect(() => decide(state, useCode(102))).toThrow(REFUSED);
    expect(decide(state, useCode(104))).toHaveLength(1);
  });

  it('that turned the second step on does not sign in too', () => {
    expect(() => decide(after(ON), useCode(100))).toThrow(REFUSED);
  });

  it('of a secret before is refused', () => {
    expect(() => decide(after(ON), useCode(200, 'OTHER'))).toThrow(REFUSED);
  });
});

describe('a recovery code', () => {
  it('works once, and leaves the others', () => {
    const events = decide(after(ON), recover(FIRST));
    const state = after(ON, ...events);
    expect(state).toMatchObject({ recoveryHashes: [SECOND], lastStep: 100 });
    expect(() => decide(state, recover(FIRST))).toThrow(REFUSED);
    expect(decide(state, recover(SECOND))).toHaveLength(1);
  });

  it('ends when new ones are made', () => {
    const fresh = ['c'.repeat(64)];
    const events = decide(after(ON), { type: 'ReplaceRecoveryCodes', data: { recoveryHashes: fresh } });
    expect(after(ON, ...events)).toMatchObject({ recoveryHashes: fresh });
    expect(() => decide(after(ON, ...events), recover(FIRST))).toThrow(REFUSED);
  });
});

describe('a proof of the password', () => {
  const shown = (proofHash: string): FactorEvent => ({ type: 'PasswordShown', data: { proofHash, at: NOON } });
  const withProof = (proofHash: string, signedOutAt = 0) =>
    ({ type: 'UseCode', data: { secret: SECRET, step: 103, proof: { proofHash, signedOutAt } } }) as const;
  const AGAIN = 'Please enter your password again.';

  it('is noted with the time at which the password was shown', () => {
    expect(decide(after(ON), { type: 'ShowPassword', data: { proofHash: FIRST } })).toEqual([shown(FIRST)]);
  });

  it.each([
    ['a code', withProof(FIRST)],
    ['a recovery code', { type: 'UseRecoveryCode', data: { codeHash: SECOND, proof: withProof(FIRST).data.proof } }],
  ] as const)('signs in once, with %s', (_what, asked) => {
    const events = decide(after(ON, shown(FIRST)), asked);
    expect(events).toEqual([expect.objectContaining({ data: expect.objectContaining({ proofHash: FIRST }) })]);
    const again = { ...withProof(FIRST), data: { ...withProof(FIRST).data, step: 200 } };
    expect(() => decide(after(ON, shown(FIRST), ...events), again)).toThrow(AGAIN);
  });

  it('that was never given is refused, also beside a right code', () => {
    expect(() => decide(after(ON, shown(FIRST)), withProof(SECOND))).toThrow(AGAIN);
  });

  it('ends after ten minutes', () => {
    const state = after(ON, shown(FIRST));
    expect(decide(state, withProof(FIRST), NOON + 10 * MINUTE_MS - 1)).toHaveLength(1);
    expect(() => decide(state, withProof(FIRST), NOON + 10 * MINUTE_MS)).toThrow(AGAIN);
  });

  it('ends with a new password', () => {
    const state = after(ON, shown(FIRST));
    expect(decide(state, withProof(FIRST, NOON))).toHaveLength(1);
    expect(() => decide(state, withProof(FIRST, NOON + 1))).toThrow(AGAIN);
  });

  it('stays while a wrong code is typed, and beside nine later ones', () => {
    const later = Array.from({ length: 9 }, (_, index) => shown(`later ${index}`));
    expect(decide(after(ON, shown(FIRST), ...later), withProof(FIRST))).toHaveLength(1);
    expect(() => decide(after(ON, shown(FIRST), ...later, shown('one more')), withProof(FIRST))).toThrow(AGAIN);
  });
});

describe('the second step', () => {
  it('is not replaced while it is on', () => {
    const again = { type: 'TurnOnSecondFactor', data: ON.data } as never;
    expect(() => decide(after(ON), again)).toThrow('Your second step is on already.');
  });

  it('takes no code while it is off', () => {
    const [off] = decide(after(ON), { type: 'TurnOffSecondFactor', data: {} });
    const state = after(ON, off as FactorEvent);
    for (const asked of [useCode(200), recover(FIRST)])
      expect(() => decide(state, asked)).toThrow('There is no second step to sign in.');
    expect(decide(state, { type: 'TurnOffSecondFactor', data: {} })).toEqual([]);
  });

  it('is not known when a newer version wrote about it, so it is not taken as off', () => {
    expect(() => after(ON, { type: 'SecondFactorPaused', data: {} } as never)).toThrow('does not know events');
  });
});
