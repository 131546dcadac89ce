import fc from 'fast-check';
import { withoutPrivateTitle } from './privacy.js';

describe('what the agent keeps of a window', () => {
  it.each([
    ['Chromium', 'Secret - Chromium'],
    ['Google-chrome', 'Secret - Google Chrome'],
    ['Brave-browser', 'Secret - Brave'],
    ['Microsoft-edge', 'Secret - Microsoft Edge'],
    ['msedge', 'Secret'],
    ['firefox', 'Secret — Mozilla Firefox Private Browsing'],
    ['firefox-esr', 'Secret — Mozilla Firefox Privater Modus'],
    ['firefox', 'Geheim — Navigation privée de Mozilla Firefox'],
    ['Navigator', 'Secret — Mozilla Firefox — Mozilla Firefox Private Browsing'],
    ['Tor Browser', 'Secret — Tor Browser'],
  ])('of %s showing "%s" is the application alone', (application, title) => {
    expect(withoutPrivateTitle({ application, title })).toEqual({ application });
  });

  it.each([
    ['firefox', 'News — Mozilla Firefox'],
    ['firefox-esr', 'Mozilla Firefox'],
    ['XTerm', 'vim = notes "draft"'],
    ['Operator', 'Line 1'],
    ['Code', 'chrome.ts - Private Browsing'],
  ])('of %s showing "%s" is both', (application, title) => {
    expect(withoutPrivateTitle({ application, title })).toEqual({ application, title });
  });

  it('leaves an empty title out', () => {
    expect(withoutPrivateTitle({ application: 'XTerm', title: '' })).toEqual({ application: 'XTerm' });
  });

  it('has a limited length and never ends in half a character', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 3_000 });
    fc.assert(
      fc.property(long, long, (application, title) => {
        const kept = withoutPrivateTitle({ application, title });
        expect(kept.application.length).toBeLessThanOrEqual(255);
        expect(kept.title?.length ?? 0).toBeLessThanOrEqual(1_024);
        expect(Buffer.from(kept.title ?? '').toString()).toBe(kept.title ?? '');
      }),
    );
  });
});
