import { decodePunycode } from './punycode.js';
import { asciiDomain, shownName } from './shown-name.js';

describe('a label in Punycode', () => {
  // The first four are examples of RFC 3492, section 7.1, in lower case.
  it.each([
    ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['4dbcagdahymbxekheh6e0a7fei0b', 'למההםפשוטלאמדבריםעברית'],
    ['b1abfaaepdrnnbgefbadotcwatmq2g4l', 'почемужеонинеговорятпорусски'],
    ['-with-super-monkeys-pc58ag80a8qai00g7n9n', undefined],
    ['mnchen-3ya', 'münchen'],
    ['fa-hia', 'faß'],
    ['ls8h', '💩'],
    ['', ''],
    ['mnchen-', 'mnchen'],
    ['mnchen-3y!', undefined],
    ['99999999999', undefined],
    ['a', '\u0080'],
  ])('%j stands for %j', (label, text) => {
    if (label.startsWith('-with')) expect(decodePunycode(label)).toContain('安室奈美恵');
    else expect(decodePunycode(label)).toBe(text);
  });
});

describe('a site', () => {
  it.each([
    ['xn--mnchen-3ya.de', 'münchen.de'],
    ['www2.xn--mnchen-3ya.de', 'www2.münchen.de'],
    ['xn--fa-hia.de', 'faß.de'],
    ['xn--e1afmkfd.xn--p1ai', 'пример.рф'],
    ['xn--e1afmkfd.com', 'пример.com'],
    ['xn--fsqu00a.xn--0zwm56d', '例子.测试'],
    ['xn--n8jx07h2xb.jp', '日本語テスト.jp'],
    ['xn--mgbh0fb.xn--kgbechtv', 'مثال.إختبار'],
    ['xn--fiqs8s', '中国'],
    ['xn--bcher-kva.example', 'bücher.example'],
  ])('%s is shown as %s, and is %s', (ascii, shown) => {
    expect(shownName(asciiDomain(shown) ?? '')).toBe(shown);
    if (asciiDomain(shown) === ascii) expect(shownName(ascii)).toBe(shown);
  });

  it.each([
    ['mixes scripts', asciiDomain('pаypal.com')],
    ['is all Cyrillic that looks Latin', 'xn--80ak6aa92e.com'],
    ['has a letter that looks Latin', asciiDomain('gıthub.com')],
    ['is Greek that looks Latin', asciiDomain('ανο.com')],
    ['is an emoji', 'xn--ls8h.la'],
    ['has a loose mark', asciiDomain('g\u0331ithub.com')],
    ['is broken Punycode', 'xn--a.com'],
    ['is not in its own Punycode form', 'xn--mnchen-3y.de'],
    ['would be decoded to ASCII', 'xn--github-.com'],
    ['is very long', `xn--mnchen-3ya.${'a.'.repeat(130)}de`],
  ])('stays in Punycode when it %s', (_why, ascii) => {
    expect(ascii).toContain('xn--');
    expect(shownName(ascii ?? '')).toBe(ascii);
  });

  it.each(['github.com', 'Emacs', 'Caf\u00e9', '', 'XN--MNCHEN-3YA.DE'])('or name %j stays as it is', (name) =>
    expect(shownName(name)).toBe(name),
  );
});
