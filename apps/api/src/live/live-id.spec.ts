import { liveIdOf, positionIn } from './live-id.js';

const LOG = '5f3c9a10-8b86-4d01-b42d-00cf4fc964ff';

it.each([
  [4711n, '5f3c9a10-4711'],
  [0n, '5f3c9a10-0'],
  [-1n, '5f3c9a10-0'],
  [9_007_199_254_740_993n, '5f3c9a10-9007199254740993'],
])('the position %s of the log is the id %s', (position, id) => {
  expect(liveIdOf(LOG, position)).toBe(id);
  expect(positionIn(id, LOG)).toBe(position < 0n ? 0n : position);
});

it.each([
  '',
  '4711',
  '6f3c9a10-4711',
  '5f3c9a10-',
  '5f3c9a10--1',
  '5f3c9a10-4711 ',
  `5f3c9a10-${'9'.repeat(20)}`,
  '5f3c9a10-0x1',
])('the text "%s" is before all positions: anything may have changed', (text) =>
  expect(positionIn(text, LOG)).toBe(-1n),
);
