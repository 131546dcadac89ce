import { EditorDocuments } from '../sites/editor-documents.js';
import { SiteNames } from '../sites/site-names.js';
import { browserOfBucket, editorOfBucket, heard } from './watchers.js';

const NOW = Date.UTC(2026, 10, 20, 12);
const TAB = { url: 'https://news.example/today?user=me', title: 'News', audible: false, incognito: false, tabCount: 3 };

/** The site of a Chromium window after an event. */
function siteAfter(bucket: string, data: Record<string, unknown>, { type = 'web.tab.current', agoMs = 0 } = {}) {
  const sites = new SiteNames(() => 0);
  const editors = new EditorDocuments(() => 0);
  const event = { startMs: NOW - agoMs, endMs: NOW - agoMs, data };
  heard({ bucket, type, event }, { sites, editors, now: NOW });
  return sites.see({ type: 'active', window: 1, application: 'Chromium', title: 'News - Chromium' }).page?.url;
}

describe('an event of a watcher', () => {
  it.each<[string, unknown, string | undefined]>([
    ['of the active tab names its window', siteAfter('aw-watcher-web-chromium', TAB), 'https://news.example/today'],
    ['may have the host behind its name', siteAfter('aw-watcher-web-chromium_vm', TAB), 'https://news.example/today'],
    ['of another browser names no window of this one', siteAfter('aw-watcher-web-firefox', TAB), undefined],
    ['of an incognito tab names nothing', siteAfter('aw-watcher-web-chromium', { ...TAB, incognito: true }), undefined],
    ['of a file names nothing', siteAfter('aw-watcher-web-chromium', { ...TAB, url: 'file:///home/me' }), undefined],
    ['without a url names nothing', siteAfter('aw-watcher-web-chromium', { title: 'News' }), undefined],
    ['of an hour ago names nothing', siteAfter('aw-watcher-web-chromium', TAB, { agoMs: 3_600_000 }), undefined],
    ['of tomorrow names nothing', siteAfter('aw-watcher-web-chromium', TAB, { agoMs: -86_400_000 }), undefined],
    ['of another type names nothing', siteAfter('aw-watcher-web-chromium', TAB, { type: 'currentwindow' }), undefined],
  ])('%s', (_title, site, expected) => {
    expect(site).toBe(expected);
  });

  it.each([
    ['aw-watcher-web-chrome', 'chrome'],
    ['aw-watcher-web-chrome_laptop', 'chrome'],
    ['aw-watcher-web-opera_my_host', 'opera'],
    ['aw-watcher-web-arc', undefined],
    ['aw-watcher-web-', undefined],
    ['web-chrome', undefined],
  ])('in the bucket %s is of the browser %s', (bucket, browser) => {
    expect(browserOfBucket(bucket)).toBe(browser);
  });

  it.each([
    ['aw-watcher-vscode_laptop', 'vscode'],
    ['aw-watcher-sublime-text_laptop', 'sublime-text'],
    ['nonsense', ''],
  ])('in the bucket %s is of the editor %j', (bucket, editor) => {
    expect(editorOfBucket(bucket)).toBe(editor);
  });
});
