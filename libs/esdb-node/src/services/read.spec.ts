import { END_OF_TIME } from '../reads/cursor.js';
import { type ReadStart } from '../wire/requests.js';
import { logRange, streamRange } from './read.js';

describe('the revisions of a stream read', () => {
  it.each<[ReadStart, boolean, bigint, bigint]>([
    ['start', false, 0n, END_OF_TIME],
    [5n, false, 5n, END_OF_TIME],
    ['end', false, END_OF_TIME, END_OF_TIME],
    ['end', true, 0n, END_OF_TIME],
    [5n, true, 0n, 6n],
    ['start', true, 0n, 1n],
  ])('starting at %s, backwards %s, are [%s, %s)', (start, backwards, from, to) => {
    expect(streamRange({ start, backwards })).toEqual({ from, to, backwards });
  });
});

describe('the positions of a read of $all when the log ends at 100', () => {
  it.each<[ReadStart, boolean, bigint, bigint]>([
    ['start', false, 0n, 100n],
    [40n, false, 40n, 100n],
    ['end', false, END_OF_TIME, 100n],
    ['end', true, 0n, 100n],
    [40n, true, 0n, 40n],
    ['start', true, 0n, 0n],
  ])('starting at %s, backwards %s, are [%s, %s)', (start, backwards, from, to) => {
    expect(logRange({ start, backwards }, 100n)).toEqual({ from, to, backwards });
  });
});
