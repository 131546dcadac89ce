import fc from 'fast-check';
import { comparedTitle } from '@app/domain';
import { type Browser, BROWSERS, browserOfWindow, pageTitles, tellsOf } from './browser-titles.js';

describe('the browser of a window', () => {
  it.each<[string, string | undefined, Browser | undefined]>([
    ['Chromium', 'chromium', 'chromium'],
    ['chromium-browser', undefined, 'chromium'],
    ['Google-chrome', 'google-chrome (/tmp/profile)', 'chrome'],
    ['google-chrome-unstable', undefined, 'chrome'],
    ['chrome', undefined, 'chrome'],
    ['msedge', undefined, 'edge'],
    ['Microsoft-edge-dev', undefined, 'edge'],
    ['Brave-browser', undefined, 'brave'],
    ['Vivaldi-stable', undefined, 'vivaldi'],
    ['Opera', undefined, 'opera'],
    ['firefox-esr', 'Navigator', 'firefox'],
    ['firefox', undefined, 'firefox'],
    ['librewolf', 'Navigator', 'firefox'],
    ['Waterfox', undefined, 'firefox'],
    ['XTerm', 'xterm', undefined],
    ['Chrome Remote Desktop', undefined, undefined],
    ['', undefined, undefined],
  ])('%s (%s) is %s', (application, instance, browser) => {
    expect(browserOfWindow([application, instance])).toBe(browser);
  });

  it('Vivaldi is told as Chrome, and no other browser is told as a second one', () => {
    const pairs = BROWSERS.flatMap((told) => BROWSERS.filter((shown) => told !== shown && tellsOf(told, shown)));
    expect(pairs).toEqual(['vivaldi']);
  });
});

describe('the title of the page in the title of a window', () => {
  it.each<[string, Browser, string[]]>([
    ['News - Chromium', 'chromium', ['News']],
    ['A - B - Chromium', 'chromium', ['A - B']],
    ['Chromium - Chromium', 'chromium', ['Chromium']],
    ['News — Mozilla Firefox', 'firefox', ['News']],
    ['News - Mozilla Firefox', 'firefox', ['News']],
    ['News — LibreWolf', 'firefox', ['News']],
    ['News – Brave', 'brave', ['News']],
    ['  News  of\n today - Google Chrome', 'chrome', ['News of today']],
    ['News - Personal - Microsoft\u200b Edge', 'edge', ['News - Personal', 'News']],
    [
      'News and 2 more pages - Personal - Microsoft Edge',
      'edge',
      ['News and 2 more pages - Personal', 'News and 2 more pages', 'News'],
    ],
    [
      'Nachrichten und 12 weitere Seiten - Persönlich - Microsoft Edge',
      'edge',
      ['Nachrichten und 12 weitere Seiten - Persönlich', 'Nachrichten und 12 weitere Seiten', 'Nachrichten'],
    ],
    ['News — Mozilla Firefox Private Browsing', 'firefox', []],
    ['News — Mozilla Firefox Privater Modus', 'firefox', []],
    ['News - Chromium', 'chrome', []],
    ['Chromium', 'chromium', []],
    ['', 'chromium', []],
    [' - Chromium', 'chromium', []],
  ])('%j of %s is %j', (title, browser, expected) => {
    expect(pageTitles(title, browser)).toEqual(expected);
  });

  it('is found whatever the page calls itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
        const compared = comparedTitle(title);
        fc.pre(compared !== '');
        expect(pageTitles(`${title} - Chromium`, 'chromium')).toEqual([compared]);
        expect(pageTitles(`${title} — Mozilla Firefox`, 'firefox')).toEqual([compared]);
      }),
    );
  });

  it('is found when the cut of a long title falls on a space', () => {
    const title = `${'x'.repeat(199)} ${'y'.repeat(300)}`;
    expect(pageTitles(`${title} - Chromium`, 'chromium')).toEqual([comparedTitle(title)]);
  });

  it.each(['-', ' - ', 'a ', ' 1 a', '— '])('takes no long time for a hostile title of %j', (piece) => {
    const title = piece.repeat(500_000);
    const before = process.cpuUsage();
    for (const browser of BROWSERS) pageTitles(`${title} - Microsoft Edge`, browser);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
