import { readExclusions } from './exclusions.js';
import { pageToTell, titleToHash } from './told-page.js';

const RULES = { exclusions: [], isHostOnly: false };
const tab = (url: string | undefined, title = 'A title', more: object = {}) => ({
  ...{ id: 1, windowId: 1, incognito: false, title, ...more },
  ...(url !== undefined && { url }),
});

describe('what is told of a page', () => {
  it.each([
    ['https://github.com/acme/app', { host: 'github.com', path: '/acme/app' }],
    ['https://github.com', { host: 'github.com', path: '/' }],
    ['https://ada:secret@github.com:8443/acme?token=abcdef#part', { host: 'github.com', path: '/acme' }],
    ['http://localhost:3000/day', { host: 'localhost', path: '/day' }],
    ['http://[::1]:3000/day', { host: '[::1]', path: '/day' }],
    ['https://bücher.example/ä', { host: 'xn--bcher-kva.example', path: '/%C3%A4' }],
    ['https://example.org./a', { host: 'example.org', path: '/a' }],
    [`https://example.org/${'a'.repeat(5_000)}`, { host: 'example.org', path: `/${'a'.repeat(1_023)}` }],
  ])('is host and path of %s', (url, told) => {
    expect(pageToTell(tab(url), RULES)).toEqual({ ...told, title: 'A title', audible: false });
  });

  it.each([
    ['a private window', tab('https://github.com/', 'A title', { incognito: true })],
    ['a tab without an address', tab(undefined)],
    ['an empty tab', tab('about:blank')],
    ['a page of the browser', tab('chrome://settings/passwords')],
    ['a page of an extension', tab('moz-extension://0a3c/options.html')],
    ['a file', tab('file:///home/ada/taxes.pdf')],
    ['a text in an address', tab('data:text/html,secret')],
    ['a page that a script made', tab('blob:https://github.com/0a3c')],
    ['the source of a page', tab('view-source:https://github.com/')],
    ['a transfer of files', tab('ftp://github.com/a')],
    ['something that is no address', tab('http://')],
  ])('is nothing for %s', (_what, of) => {
    expect(pageToTell(of, RULES)).toBeNull();
  });

  it.each([
    ['the address while the page loads', 'github.com/acme?token=abcdef#part'],
    ['the address with its scheme', 'https://github.com/acme?token=abcdef'],
    ['the address with www', 'www.github.com/acme?token=abcdef'],
    ['the query in other words', 'Results for token=abcdef'],
    ['the fragment', 'Go to part'],
  ])('has no title when it shows %s', (_what, title) => {
    expect(pageToTell(tab('https://github.com/acme?token=abcdef#part', title), RULES)?.title).toBe('');
  });

  it('has no title when it shows the query as a person reads it', () => {
    expect(pageToTell(tab('https://a.example/?q%3Dcat%20food', 'Find q=cat food'), RULES)?.title).toBe('');
  });

  it('has a title that begins with another host, and one with a short fragment in it', () => {
    expect(pageToTell(tab('https://github.com/a#1'), RULES)?.title).toBe('A title');
    expect(pageToTell(tab('https://github.com/a#1', 'github.community'), RULES)?.title).toBe('github.community');
    expect(pageToTell(tab('https://github.com/a#1', '1 of 10'), RULES)?.title).toBe('1 of 10');
  });

  it('has a title of 255 characters at most, and no half of a character', () => {
    expect(pageToTell(tab('https://a.example/', 'ab'.repeat(200)), RULES)?.title).toHaveLength(255);
    expect(pageToTell(tab('https://a.example/', `${'a'.repeat(254)}🌍`), RULES)?.title).toBe('a'.repeat(254));
  });

  it('is the host alone when the person wants so', () => {
    expect(
      pageToTell(tab('https://github.com/acme', 'acme', { audible: true }), { ...RULES, isHostOnly: true }),
    ).toEqual({ host: 'github.com', path: '/', title: '', audible: true });
  });
});

describe('a title that stays in the browser', () => {
  const hostOnly = { ...RULES, isHostOnly: true };
  it.each<[string, ReturnType<typeof tab>, typeof RULES, string | undefined]>([
    ['the title, when the person wants hosts alone', tab('https://a.example/'), hostOnly, 'A title'],
    ['none when titles are told', tab('https://a.example/'), RULES, undefined],
    [
      'none of a title that shows the address',
      tab('https://a.example/?q=secret', 'a.example/?q=secret'),
      hostOnly,
      undefined,
    ],
    ['none without a title', tab('https://a.example/', ''), hostOnly, undefined],
    ['none of a private window', tab('https://a.example/', 'A title', { incognito: true }), hostOnly, undefined],
    ['none of a file', tab('file:///home/ada/taxes.pdf'), hostOnly, undefined],
  ])('is %s', (_what, of, rules, title) => expect(titleToHash(of, rules)).toBe(title));

  it('is none of an excluded host', () => {
    const { exclusions } = readExclusions('a.example');
    expect(titleToHash(tab('https://a.example/'), { exclusions, isHostOnly: true })).toBeUndefined();
  });
});

describe('an excluded host', () => {
  it.each([
    ['bank.example', 'bank.example', true],
    ['bank.example', 'www.bank.example', true],
    ['www.bank.example', 'bank.example', true],
    ['bank.example', 'my.bank.example', false],
    ['bank.example', 'notbank.example', false],
    ['*.bank.example', 'my.bank.example', true],
    ['*.bank.example', 'a.my.bank.example', true],
    ['*.bank.example', 'bank.example', true],
    ['*.bank.example', 'notbank.example', false],
    ['*.bank.example', 'bank.example.evil.example', false],
    ['BANK.example', 'bank.example', true],
    ['bank.example.', 'bank.example', true],
    ['bank.example', 'bank.example.', true],
    ['*.bank.example', 'my.bank.example.', true],
    ['bücher.example', 'xn--bcher-kva.example', true],
    ['https://bank.example/login?a=b', 'bank.example', true],
    ['bank.example:8443', 'bank.example', true],
    ['192.168.0.1', '192.168.0.1', true],
    ['localhost', 'localhost', true],
  ])('%s: %s is hidden: %s', (line, host, isHidden) => {
    const { exclusions, wrong } = readExclusions(`\n ${line} \n`);
    expect(wrong).toEqual([]);
    expect(pageToTell(tab(`https://${host}/`), { exclusions, isHostOnly: false }) === null).toBe(isHidden);
  });

  it.each(['bank example', '*', '*.', 'my.*.example', 'ftp://bank.example', 'http://', '<b>', 'a%2fb'])(
    'is refused, and named, when the line is %s',
    (line) => {
      expect(readExclusions(`${line}\nbank.example`)).toEqual({
        exclusions: [{ host: 'bank.example', isWithSubdomains: false }],
        wrong: [line],
      });
    },
  );

  it('is refused after line 2,000', () => {
    const lines = Array.from({ length: 2_001 }, (_unused, n) => `a${n}.example`);
    expect(readExclusions(lines.join('\n')).wrong).toEqual(['a2000.example']);
  });
});
