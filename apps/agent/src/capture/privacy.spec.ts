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

  it.each([
    'Google-chrome',
    'GOOGLE-CHROME',
    'google-chrome-beta',
    'Google-chrome-unstable',
    'chrome',
    'Chromium',
    'chromium-browser',
    'org.chromium.Chromium',
    'Ungoogled-chromium',
    'Brave-browser',
    'brave-browser-nightly',
    'Microsoft-edge',
    'microsoft-edge-dev',
    'msedge',
    'Microsoft Edge',
    'Vivaldi-stable',
    'vivaldi-snapshot',
    'Opera',
    'opera-beta',
    'Opera GX',
    'Yandex-browser',
    'yandex-browser-beta',
    'Whale',
    'naver-whale-stable',
    'Thorium-browser',
    'Iridium-browser',
    'Arc',
    'Helium',
    'Comet',
    'Slimjet',
    'zen-alpha',
    'zen',
    'icecat',
    'Pale moon',
    'Basilisk',
    'SeaMonkey',
    'Tor Browser',
    'Mullvad Browser',
    'Epiphany',
    'org.gnome.Epiphany',
    'Konqueror',
    'falkon',
    'org.kde.falkon',
    'qutebrowser',
    'Midori',
    'Otter-browser',
    'Surf',
    'luakit',
    'vimb',
    'Nyxt',
    'Dillo',
    'NetSurf',
    'Min',
    'Safari',
    'Orion',
    'DuckDuckGo',
    'iexplore',
    'Maxthon',
    'Ladybird',
  ])('of the browser %s is the application alone, by class and by instance', (name) => {
    const title = 'Secret — Mozilla Firefox';
    expect(withoutPrivateTitle({ application: name, title }, 'linux')).toEqual({ application: name });
    const other = { application: 'Unknown', instance: name, title: 'Secret' };
    expect(withoutPrivateTitle(other, 'linux')).toEqual({ application: 'Unknown' });
  });

  it.each([
    ['my-fork', 'Navigator', 'Secret — My Fork Private Browsing'],
    ['My-Fork', 'NAVIGATOR', 'Secret'],
    ['Zen', 'Navigator', 'Secret — Mozilla Firefox'],
  ])('of %s with the instance %s showing "%s" is the application alone', (application, instance, title) => {
    expect(withoutPrivateTitle({ application, instance, title }, 'linux')).toEqual({ application });
  });

  it.each([
    ['Dia', 'dia', 'plan.dia'],
    ['Edge Designer', 'edge', 'Board 1'],
    ['Arcanist', 'arcanist', 'D12'],
    ['Comet Cache', 'cometcache', 'x'],
    ['Tor Control Panel', 'torcontrol', 'circuits'],
    ['Thunderbird', 'Mail', 'Inbox'],
    ['Code', 'code', 'chrome.ts'],
    ['Helium Scanner', 'scanner', 'x'],
  ])('of %s, which only sounds like a browser, is both', (application, instance, title) => {
    expect(withoutPrivateTitle({ application, instance, title }, 'linux')).toEqual({ application, title });
  });

  it('knows that Dia is a browser on macOS', () => {
    expect(withoutPrivateTitle({ application: 'Dia', title: 'Secret' }, 'darwin')).toEqual({ application: 'Dia' });
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
