import fc from 'fast-check';
import { REFUSAL_STEP_MS, waitBeforeRefusalMs } from './refusal-time.js';

describe('the time of a refusal', () => {
  it.each([
    [0, 100],
    [1, 99],
    [11.6, 88.4],
    [99.9, 0.1],
    [100, 100],
    [101, 99],
    [250, 50],
  ])('after %d ms of work is %d ms later', (elapsedMs, waitMs) => {
    expect(waitBeforeRefusalMs(elapsedMs)).toBeCloseTo(waitMs, 5);
  });

  it('is the next full step, so less work than a step shows nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (elapsedMs) => {
        const answeredMs = elapsedMs + waitBeforeRefusalMs(elapsedMs);
        expect(answeredMs - elapsedMs).toBeGreaterThanOrEqual(0);
        expect(answeredMs - elapsedMs).toBeLessThanOrEqual(REFUSAL_STEP_MS);
        expect(Math.abs(answeredMs / REFUSAL_STEP_MS - Math.round(answeredMs / REFUSAL_STEP_MS))).toBeLessThan(1e-6);
      }),
    );
  });
});
