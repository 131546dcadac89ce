import fc from 'fast-check';
import { IntervalSet } from './interval-set.js';

const SIZE = 60;

describe('an interval set', () => {
  it('answers, for any order of adding and removing, what a set of single moments answers', () => {
    const bound = fc.integer({ min: 0, max: SIZE });
    const step = fc.record({ kind: fc.constantFrom('add', 'remove'), a: bound, b: bound });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const set = new IntervalSet();
        const moments = new Set<number>();
        for (const { kind, a, b } of steps) {
          if (kind === 'remove') {
            set.remove(a, b);
            for (let at = a; at < b; at++) moments.delete(at);
            continue;
          }
          const fresh = new Set<number>();
          for (const part of set.add(a, b)) {
            expect(part.startMs).toBeLessThan(part.endMs);
            for (let at = part.startMs; at < part.endMs; at++) fresh.add(at);
          }
          const expected = new Set<number>();
          for (let at = a; at < b; at++) if (!moments.has(at)) expected.add(at);
          expect(fresh).toEqual(expected);
          expected.forEach((at) => moments.add(at));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives nothing for an empty or reversed interval', () => {
    const set = new IntervalSet();
    expect(set.add(5, 5)).toEqual([]);
    expect(set.add(6, 5)).toEqual([]);
  });
});
