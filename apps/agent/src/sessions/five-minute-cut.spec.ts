import { cutAtFiveMinutes } from './five-minute-cut.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);
const MINUTE_MS = 60_000;

describe('cutting at five-minute boundaries', () => {
  it.each([
    ['inside one bucket', 1, 4, [[1, 4]]],
    ['exactly one bucket', 0, 5, [[0, 5]]],
    ['from a boundary on', 5, 6, [[5, 6]]],
    ['up to a boundary', 4, 5, [[4, 5]]],
    [
      'over one boundary',
      4,
      6,
      [
        [4, 5],
        [5, 6],
      ],
    ],
    [
      'over three',
      4,
      16,
      [
        [4, 5],
        [5, 10],
        [10, 15],
        [15, 16],
      ],
    ],
    ['nothing', 3, 3, []],
  ])('gives %s its parts', (_title, from, until, expected) => {
    const parts = cutAtFiveMinutes({ startedAt: NOON + from * MINUTE_MS, endedAt: NOON + until * MINUTE_MS });
    const minutes = parts.map(({ startedAt, endedAt }) => [startedAt, endedAt].map((at) => (at - NOON) / MINUTE_MS));
    expect(minutes).toEqual(expected);
  });
});
