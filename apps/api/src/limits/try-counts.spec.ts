import fc from 'fast-check';
import { longestWaitMs, takeOfEach, TryCounts } from './try-counts.js';

const RULE = { most: 3, windowMs: 1_000 };

describe('counts of tries', () => {
  it.each([
    ['no try', [], 0, 0],
    ['a try less than the most', [0, 10], 20, 0],
    ['the most', [0, 10, 20], 20, 980],
    ['the most, in the last millisecond of the window', [0, 10, 20], 999, 1],
    ['the most, after the window', [0, 10, 20], 1_000, 0],
    ['the most, after the clock was set back', [5_000, 5_000, 5_000], 4_000, 0],
    ['tries of two windows', [0, 0, 0, 1_000, 1_000], 1_000, 0],
    ['more than the most', [0, 0, 0, 0], 100, 900],
  ])('after %s at %j, a try at %d waits %d ms', (_title, tries, now, waitMs) => {
    const counts = new TryCounts(RULE);
    for (const at of tries) counts.take('a', at);
    expect(counts.waitMs('a', now)).toBe(waitMs);
    expect(counts.waitMs('b', now)).toBe(0);
  });

  it('give a try back once, and never to a later window', () => {
    const counts = new TryCounts(RULE);
    const giveBack = counts.take('a', 0);
    counts.take('a', 0);
    counts.take('a', 0);
    giveBack();
    giveBack();
    expect(counts.waitMs('a', 1)).toBe(0);
    const late = counts.take('a', 1);
    expect(counts.waitMs('a', 1)).toBe(999);
    for (let n = 0; n < 3; n++) counts.take('a', 1_000);
    late();
    expect(counts.waitMs('a', 1_000)).toBe(1_000);
  });

  it('never let more tries run or fail in a window than the rule allows, in any order', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b'), afterMs: fc.nat(400), isRight: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const counts = new TryCounts(RULE);
        const kept = new Map<string, number[]>();
        let now = 0;
        for (const { key, afterMs, isRight } of steps) {
          now += afterMs;
          if (counts.waitMs(key, now) > 0) continue;
          const giveBack = counts.take(key, now);
          if (isRight) giveBack();
          else kept.set(key, [...(kept.get(key) ?? []), now]);
        }
        // Any span of one window touches two windows at most.
        for (const times of kept.values())
          for (const from of times)
            expect(times.filter((at) => at >= from && at < from + RULE.windowMs).length).toBeLessThanOrEqual(
              2 * RULE.most,
            );
      }),
    );
  });

  it('remember a bounded number of keys, and forget the one that was unused longest', () => {
    const counts = new TryCounts({ most: 1, windowMs: 1_000 }, 2);
    counts.take('a', 0);
    counts.take('b', 0);
    counts.waitMs('a', 0);
    counts.take('c', 0);
    expect(['a', 'b', 'c'].map((key) => counts.waitMs(key, 0) > 0)).toEqual([true, false, true]);
  });

  it('are taken together: the longest wait counts', () => {
    const [short, long] = [new TryCounts({ most: 1, windowMs: 100 }), new TryCounts({ most: 2, windowMs: 1_000 })];
    const keys = [
      { counts: short, key: 'a' },
      { counts: long, key: 'a' },
    ];
    takeOfEach(keys, 0);
    expect(longestWaitMs(keys, 0)).toBe(100);
    const giveBack = takeOfEach(keys, 0);
    expect(longestWaitMs(keys, 0)).toBe(1_000);
    giveBack();
    expect(longestWaitMs(keys, 0)).toBe(100);
  });
});
