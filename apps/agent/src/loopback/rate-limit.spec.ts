import { RateLimit } from './rate-limit.js';

it('a caller gets a burst, and then calls at a rate; another caller has its own', () => {
  let nowMs = 0;
  const limit = new RateLimit({ burst: 3, perSecond: 2 }, () => nowMs);
  const calls = (caller: string) => Array.from({ length: 5 }, () => limit.take(caller)).filter(Boolean).length;
  expect([calls('a'), calls('a'), calls('b')]).toEqual([3, 0, 3]);
  nowMs += 1_000;
  expect([calls('a'), calls('b')]).toEqual([2, 2]);
  nowMs += 3_600_000;
  expect(calls('a')).toBe(3);
});
