import { type LinkTarget, parseLink } from './links.js';

describe('the data of a link', () => {
  it.each<[string, LinkTarget | undefined]>([
    ['3@orders-1', { stream: 'orders-1', revision: 3n }],
    ['0@name@with@ats', { stream: 'name@with@ats', revision: 0n }],
    ['-1@orders-1', { stream: 'orders-1', revision: -1n }],
    ['9223372036854775807@s', { stream: 's', revision: 2n ** 63n - 1n }],
    ['x@orders-1', undefined],
    ['3', undefined],
    ['3@', undefined],
    ['', undefined],
  ])('%j points to %o', (data, target) => {
    expect(parseLink(data)).toEqual(target);
  });
});
