import { newRecoveryCodes, recoveryHashOf } from './recovery-codes.js';

describe('recovery codes', () => {
  it('are ten different codes in four groups', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
  });

  it('use every sign about as often as any other', () => {
    const counts = new Map<string, number>();
    for (const sign of Array.from({ length: 200 }, newRecoveryCodes).flat().join('').replaceAll('-', ''))
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    // 32,000 signs of 32 kinds: 1,000 each. 200 away from that is six standard deviations.
    expect(counts.size).toBe(32);
    for (const [sign, count] of counts) expect([sign, Math.abs(count - 1_000) < 200]).toEqual([sign, true]);
  });

  it('are known in any case, with or without dashes and spaces', () => {
    const [code = ''] = newRecoveryCodes();
    const hash = recoveryHashOf(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect(recoveryHashOf(typed)).toBe(hash);
  });

  it.each(['', '123456', 'k3vq-0d8t-mz2x', 'k3vq-0d8t-mz2x-7fpa-k3vq', 'k3vq-0d8t-mz2x-7fpu'])(
    'are never the text %j',
    (text) => {
      expect(recoveryHashOf(text)).toBeUndefined();
    },
  );
});
