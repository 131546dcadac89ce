import { isWorn, restartAfter } from './restarts.js';
import { describeEnd } from './window-child.js';

const DAY_MS = 86_400_000;
const MEGABYTE = 1_048_576;

describe('a process that has ended', () => {
  it.each([
    [0, 100, { failures: 1, waitMs: 1_000, isOften: false }],
    [1, 100, { failures: 2, waitMs: 2_000, isOften: false }],
    [2, 100, { failures: 3, waitMs: 4_000, isOften: true }],
    [5, 100, { failures: 6, waitMs: 30_000, isOften: true }],
    [5_000, 100, { failures: 5_001, waitMs: 30_000, isOften: true }],
    // It was well for a minute: this is another matter.
    [5, 60_000, { failures: 1, waitMs: 1_000, isOften: false }],
  ])('after %p others in a row, and %p ms', (before, livedMs, restart) => {
    expect(restartAfter(before, livedMs, 1_000)).toEqual(restart);
  });

  it.each([
    [0, null, 'ended with 0'],
    [null, 'SIGSEGV', 'ended by SIGSEGV'],
    [0xc0000005, null, 'crashed with 0xC0000005'],
  ] as const)('with code %p and signal %p %s', (code, signal, words) => {
    expect(describeEnd(code, signal)).toBe(words);
  });
});

it.each([
  ['a day old', DAY_MS, MEGABYTE, true],
  ['nearly a day old', DAY_MS - 1, 100 * MEGABYTE, false],
  ['large', 600_000, 251 * MEGABYTE, true],
  ['large, but new: a renewal would not help', 599_999, 251 * MEGABYTE, false],
])('a process that is %s', (_title, ageMs, bytes, isWornNow) => {
  expect(isWorn(ageMs, bytes)).toBe(isWornNow);
});
