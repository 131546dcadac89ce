import fc from 'fast-check';
import { pageAt, pageOf, titleHash } from './page.js';

describe('a told page', () => {
  it.each([
    ['news.example', '/today', 'https://news.example/today', 'news.example'],
    ['WWW.News.Example', '/', 'https://www.news.example/', 'news.example'],
    ['news.example', 'today?user=1#top', 'https://news.example/today', 'news.example'],
    ['news.example', '//evil.example/x', 'https://news.example/evil.example/x', 'news.example'],
    ['news.example', '/\\\\evil.example', 'https://news.example///evil.example', 'news.example'],
    ['localhost:3000', '/a', 'https://localhost:3000/a', 'localhost'],
    ['[::1]:8080', '/', 'https://[::1]:8080/', '[::1]'],
    ['münchen.example', '/ü', 'https://xn--mnchen-3ya.example/%C3%BC', 'xn--mnchen-3ya.example'],
  ])('at %s%s has the address %s and the site %s', (host, path, url, site) => {
    expect(pageAt({ host, path, title: 'T' })).toEqual({ url, site, title: 'T', audible: false });
  });

  it.each([
    [{}],
    [{ host: '' }],
    [{ host: 'me:secret@news.example' }],
    [{ host: 'news.example/path' }],
    [{ host: 'news.example?q' }],
    [{ host: 'a b' }],
    [{ host: 'x'.repeat(300) }],
    [{ host: 7 }],
    [{ host: 'news.example', path: {} }],
    [{ host: 'news.example', title: ['x'] }],
    [{ host: 'news.example', audible: 'yes' }],
  ])('is none: %j', (tab) => {
    expect(pageAt(tab)).toBeUndefined();
  });

  it.each(['file:///home/me/secret', 'about:blank', 'chrome://settings', 'data:text/html,x', 'nonsense'])(
    'is not on the web: %s',
    (address) => {
      expect(pageOf(address, 'T', false)).toBeUndefined();
    },
  );

  it.each([
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['NEWS.example.', 'news.example'],
    ['ne\u00adws\u200b.example', 'news.example'],
    ['ｅｘａｍｐｌｅ.com', 'example.com'],
    ['раураl.com', 'xn--l-7sba6dbr.com'],
    ['192.168.0.1', '192.168.0.1'],
    ['127.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['localhost:8080', 'localhost'],
    ['__proto__', '__proto__'],
  ])('at the host %j is of the site %s', (host, named) => {
    expect(pageAt({ host })?.site).toBe(named);
  });

  it.each([
    'a\u202eb.example',
    'a\u0000b',
    '\ud800.example',
    '=cmd',
    "'",
    '*.example',
    'a,b',
    '<b>',
    'a|b',
    'a:99999',
    '..',
  ])('is none at the host %j', (host) => expect(pageAt({ host })).toBeUndefined());

  it('has a title of limited length that never ends in half a character', () => {
    const title = `${'x'.repeat(1_023)}\u{1f600}`;
    expect(pageAt({ host: 'a.example', title })?.title).toBe('x'.repeat(1_023));
    expect(pageAt({ host: 'a.example', title: '\u0007A\u2028B\ud800' })?.title).toBe('A B');
  });

  it('has the hash of a title that stays in the browser, in place of the title', () => {
    const told = { host: 'a.example', titleHash: titleHash(' News  of today') };
    expect(pageAt(told)).toMatchObject({ title: '', titleHash: titleHash('News of today') });
    expect(told.titleHash).toBe('WB0fP2cwUbd0i4dUJXDM1EaS6Ztf-HNdiJ0lmG79pxs');
    expect(pageAt({ ...told, title: 'News' })).toBeUndefined();
  });

  it.each(['', 'x', 'x'.repeat(44), `${'x'.repeat(42)} `, 7, null, ['x'.repeat(43)]])('has no hash %j', (hash) => {
    expect(pageAt({ host: 'a.example', titleHash: hash })).toBeUndefined();
  });

  it('never has a query, a fragment or a user, whatever is told', () => {
    const any = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(any, any, any, (host, path, title) => {
        const page = pageAt({ host, path, title });
        if (page !== undefined) expect(page.url).toMatch(/^https:\/\/[^/@?#]+\/[^?#]*$/);
      }),
      { numRuns: 100 },
    );
  });
});
