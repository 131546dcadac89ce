import { allGone, type Gone, type GonePart } from './gone.js';

const PARTS: Record<string, GonePart> = {
  first: {
    days: 2,
    seconds: 90,
    activities: [
      { activity: 'vim', seconds: 60 },
      { activity: 'mail', seconds: 30 },
    ],
    next: '2026-01-31',
  },
  '2026-01-31': { days: 1, seconds: 50, activities: [{ activity: 'mail', seconds: 50 }], next: null },
};

describe('what an erasure would take', () => {
  it('is the sum of all parts, and is told after each', async () => {
    const asked: (string | undefined)[] = [];
    const told: Gone[] = [];
    const gone = await allGone(
      (after) => {
        asked.push(after);
        return Promise.resolve(PARTS[after ?? 'first'] as GonePart);
      },
      (part) => told.push(part) > 0,
    );
    expect(asked).toEqual([undefined, '2026-01-31']);
    const activities = [
      { activity: 'mail', seconds: 80 },
      { activity: 'vim', seconds: 60 },
    ];
    expect(gone).toEqual({ days: 3, seconds: 140, activities, upTo: null });
    expect(told.map(({ days, upTo }) => [days, upTo])).toEqual([
      [2, '2026-01-31'],
      [3, null],
    ]);
  });

  it('is asked for no longer when the form has changed', async () => {
    let asked = 0;
    const ask = () => Promise.resolve({ ...(PARTS['first'] as GonePart), days: ++asked });
    expect(await allGone(ask, ({ days }) => days < 3)).toBeUndefined();
    expect(asked).toBe(2);
  });
});
