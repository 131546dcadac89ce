import fc from 'fast-check';
import { LONG_REST, SHORT_REST, WritePace } from './write-pace.js';

describe('the pace of batches', () => {
  it('lets the first change go at once, and each that follows a silence', () => {
    const pace = new WritePace(2, SHORT_REST);
    expect(pace.waitMs(1_000)).toBe(2);
    pace.wrote(1_002, 1_007);
    expect(pace.waitMs(2_000)).toBe(2);
  });

  it.each([
    ['four times as long as the write took', 5, 20],
    ['at most 40 ms after a slow write', 500, 40],
    ['as long as the first change after a write that took no time', 0, 2],
  ])('rests %s', (_what, tookMs, restMs) => {
    const pace = new WritePace(2, SHORT_REST);
    pace.wrote(1_000, 1_000 + tookMs);
    expect(pace.waitMs(1_000 + tookMs)).toBe(restMs);
    expect(pace.waitMs(1_000 + tookMs + restMs)).toBe(2);
  });

  it('rests longer where reports of the days that change do not wait for the tables', () => {
    const pace = new WritePace(2, LONG_REST);
    expect(pace.waitMs(1_000)).toBe(2);
    pace.wrote(1_000, 1_010);
    expect(pace.waitMs(1_010)).toBe(90);
    pace.wrote(2_000, 2_500);
    expect(pace.waitMs(2_500)).toBe(200);
  });

  it('never rests longer than 40 ms, whatever was written', () => {
    const write = fc.record({ beganMs: fc.nat(1_000_000), tookMs: fc.nat(100_000), laterMs: fc.nat(1_000) });
    fc.assert(
      fc.property(fc.array(write), (writes) => {
        const pace = new WritePace(2, SHORT_REST);
        for (const { beganMs, tookMs, laterMs } of writes) {
          pace.wrote(beganMs, beganMs + tookMs);
          const waitMs = pace.waitMs(beganMs + tookMs + laterMs);
          expect(waitMs).toBeGreaterThanOrEqual(2);
          expect(waitMs).toBeLessThanOrEqual(40);
        }
      }),
    );
  });
});
