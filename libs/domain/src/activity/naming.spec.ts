import { parseUrl } from '../parse-url.js';
import fc from 'fast-check';
import { cutText, keptUrl, nameSpan } from './naming.js';

describe('the activity of a span', () => {
  it.each([
    [{ application: 'Firefox', url: 'https://www.nytimes.com/section/world' }, 'nytimes.com'],
    [{ application: 'Firefox', url: 'https://docs.google.com/document/d/1' }, 'docs.google.com'],
    [{ application: 'Firefox', url: 'HTTPS://GitHub.COM:8443/a' }, 'github.com'],
    [{ application: 'Firefox', url: 'https://www.com/' }, 'com'],
    [{ application: 'Firefox', url: 'about:blank' }, 'Firefox'],
    [{ application: 'Firefox', url: 'file:///etc/passwd' }, 'Firefox'],
    [{ application: 'Firefox', url: 'not an address' }, 'Firefox'],
    [{ application: 'XTerm' }, 'XTerm'],
  ])('of %j is %p', (span, activity) => expect(nameSpan(span).activity).toBe(activity));
});

describe('the document of a span', () => {
  it.each([
    [{ application: 'XTerm', title: ' notes.md ' }, 'notes.md'],
    [{ application: 'Firefox', url: 'https://a.b/path/page' }, '/path/page'],
    [{ application: 'Firefox', url: 'https://a.b/' }, 'No Details'],
    [{ application: 'XTerm', title: '   ' }, 'No Details'],
    [{ application: 'XTerm' }, 'No Details'],
    [{ application: 'XTerm', title: 'x'.repeat(300) }, 'x'.repeat(255)],
  ])('of %j is %p', (span, document) => expect(nameSpan(span).document).toBe(document));

  it('is never cut within a character', () => {
    expect(cutText(`${'x'.repeat(254)}😀`, 255)).toBe('x'.repeat(254));
  });
});

describe('the page of a span', () => {
  it.each([
    [{ application: 'Firefox', url: 'https://a.b/path/page', title: 'A title' }, '/path/page'],
    [{ application: 'Firefox', url: 'https://a.b/' }, ''],
    [{ application: 'Firefox', url: `https://a.b/${'x'.repeat(300)}` }, `/${'x'.repeat(254)}`],
    [{ application: 'Firefox', url: 'file:///etc/passwd' }, ''],
    [{ application: 'XTerm' }, ''],
  ])('of %j is %p', (span, page) => expect(nameSpan(span).page).toBe(page));
});

describe('any address', () => {
  const label = fc.stringMatching(/^[a-z0-9.-]{1,8}$/);
  const segments = fc.array(fc.constantFrom('a', 'B-1', '.', '..', '.git', 'a.html', '%2e', 'é', '~x', '_', '', ' '));
  const address = fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'ftp://', '//'),
      fc.oneof(label, fc.constantFrom('www.', 'xn--a', 'xn--bcher-kva', '1.2.3', '0x7f', 'A', '')),
      fc.constantFrom('.com', '.example', '.1', '.0xa', '', '.', ':8080', '.c0m', '.de'),
      segments,
      fc.constantFrom('', '?q=1', '#top', '\\'),
    )
    .map(([scheme, host, end, path, rest]) => scheme + host + end + path.map((one) => `/${one}`).join('') + rest);

  it('is taken apart as the URL standard does', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl()), (url) => {
        const parsed = parseUrl(url);
        const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
        expect(nameSpan({ application: 'Firefox', url, title: 'x' })).toEqual({
          activity: (isWeb && parsed.hostname.replace(/^www\.(?=.)/, '')) || 'Firefox',
          document: 'x',
          page: isWeb && parsed.pathname !== '/' ? parsed.pathname.slice(0, 255) : '',
        });
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a kept address', () => {
  it('has lost its user name, password, query and fragment', () => {
    expect(keptUrl('https://me:secret@bank.example/account?token=1#top')).toBe('https://bank.example/account');
  });
  it('is not kept at all when it is no web address', () => expect(keptUrl('data:text/plain,secret')).toBeUndefined());
});
