import { cutIntoDays, readActivities, zoneClock } from '@app/domain';
import fc from 'fast-check';
import { recordedTime, take } from './recorded-time.js';

const MONDAY_08 = Date.UTC(2025, 5, 16, 8);

describe('recordedTime', () => {
  it('is the same for the same seed and another for another', () => {
    const first = (seed: number) => take(recordedTime({ seed, startMs: MONDAY_08, meanSeconds: 90 }), 20);
    expect(first(1)).toEqual(first(1));
    const subjects = (seed: number) => first(seed).map(({ title }) => title);
    expect(subjects(1)).not.toEqual(subjects(2));
  });

  it('follows on without gaps, and the API accepts all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const spans = take(recordedTime({ seed, startMs: MONDAY_08, meanSeconds: 10 }), 100);
        spans.forEach((span, n) => expect(span.startedAt).toBe(n === 0 ? MONDAY_08 : spans[n - 1]?.endedAt));
        const { read, rejected } = readActivities(spans, Date.UTC(2026, 0));
        expect(rejected).toEqual([]);
        expect(cutIntoDays(read, zoneClock('UTC'))).toHaveLength(1);
        expect(new Set(spans.map(({ id }) => id)).size).toBe(100);
      }),
      { numRuns: 25 },
    );
  });
});
