import { backOffSeconds, jittered, parseRetryAfter } from './pace.js';

describe('the pace of syncs', () => {
  it.each([
    [1, undefined, 5],
    [2, undefined, 10],
    [4, undefined, 40],
    [8, undefined, 640],
    [9, undefined, 900],
    [5_000, undefined, 900],
    [1, 120, 120],
    [9, 120, 900],
    [1, 1e12, 86_400],
  ])('after %d failures and a Retry-After of %p waits %d s', (failures, retryAfter, expected) => {
    expect(backOffSeconds(failures, retryAfter)).toBe(expected);
  });

  it.each([
    [0, 90],
    [0.5, 100],
    [1, 110],
  ])('spreads 100 s at random %d to %d s', (random, expected) => {
    expect(jittered(100, random)).toBeCloseTo(expected);
  });

  it.each([
    [null, undefined],
    ['30', 30],
    ['Fri, 20 Nov 2026 12:01:00 GMT', 60],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('reads Retry-After %p as %p s', (header, expected) => {
    expect(parseRetryAfter(header, Date.UTC(2026, 10, 20, 12, 0, 0))).toBe(expected);
  });
});
