import { getHeapStatistics } from 'node:v8';
import { requireRoom } from './row-memory.js';

const half = getHeapStatistics().heap_size_limit / 2;

it('a report has room in half of the heap, and not in more', () => {
  expect(() => requireRoom(half)).not.toThrow();
  expect(() => requireRoom(half + 1)).toThrow(expect.objectContaining({ code: 'report_too_large' }));
});
