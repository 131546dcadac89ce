import { backOffSeconds } from './pace.js';

it.each([
  [1, undefined, 30],
  [2, undefined, 60],
  [5, undefined, 480],
  [6, undefined, 900],
  [60, undefined, 900],
  [1, 120, 120],
  [6, 120, 900],
  [1, 1e12, 86_400],
])('after %s failures, and Retry-After %s, the wait is %s seconds', (failures, retryAfter, seconds) => {
  expect(backOffSeconds(failures, retryAfter)).toBe(seconds);
});
