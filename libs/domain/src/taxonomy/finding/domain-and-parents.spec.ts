import { domainAndParents } from './domain-and-parents.js';

describe('the domains of a web site', () => {
  it.each([
    ['a.docs.google.com', ['a.docs.google.com', 'docs.google.com', 'google.com']],
    ['google.com', ['google.com']],
    ['news.bbc.co.uk', ['news.bbc.co.uk', 'bbc.co.uk']],
    ['docs.user.github.io', ['docs.user.github.io', 'user.github.io']],
    ['github.io', []],
    ['co.uk', []],
    ['localhost', []],
    ['127.0.0.1', []],
    ['[::1]', []],
    ['inbox - mail.google.com', []],
    ['google.com/maps.google.com', []],
    ['a@mail.google.com', []],
    ['a..com', ['a..com', '.com']],
    ['', []],
    ['.', []],
    [`${'a.'.repeat(122)}google.com`, []],
  ])('%j are %j', (key, domains) => {
    expect(domainAndParents(key)).toEqual(domains);
  });

  it('reach the registrable domain under as many labels as a name may have', () => {
    const longest = `${'a.'.repeat(121)}google.com`;
    expect(domainAndParents(longest)).toHaveLength(122);
    expect(domainAndParents(longest).at(-1)).toBe('google.com');
  });
});
