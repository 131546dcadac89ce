import { readTitledSite, titledSites } from './titled-sites.js';

describe('a rule from title to site', () => {
  it.each([
    ['* - YouTube=youtube.com', { title: '* - YouTube', site: 'youtube.com' }],
    [' 1 = 1 = a.example ', { title: '1 = 1', site: 'a.example' }],
    ['*=münchen.example', { title: '*', site: 'münchen.example' }],
  ])('%s is read', (words, rule) => {
    expect(readTitledSite(words)).toEqual(rule);
  });

  it.each(['', '=', 'x', 'x=', '=a.example', 'x=a', 'x=a.example/path', 'x=me@a.example', 'x=a.example:80', 'x=a b.c'])(
    '%j is none',
    (words) => {
      expect(readTitledSite(words)).toBeUndefined();
    },
  );
});

describe('the site of a window without an extension', () => {
  const siteOf = titledSites([
    { title: '*youtube', site: 'youtube.com' },
    { title: 'Inbox*', site: 'mail.example' },
    { title: '*', site: 'rest.example' },
  ]);

  it.each<[string, string, string | undefined]>([
    ['Chromium', 'A film - YouTube - Chromium', 'https://youtube.com/'],
    ['Google-chrome', 'Inbox (3) - me@x.example - Google Chrome', 'https://mail.example/'],
    ['firefox-esr', 'Other — Mozilla Firefox', 'https://rest.example/'],
    ['firefox', 'Inbox — Mozilla Firefox Private Browsing', undefined],
    ['Chromium', 'Chromium', undefined],
    ['XTerm', 'Inbox - Chromium', undefined],
  ])('of %s showing "%s" is %s', (application, title, url) => {
    expect(siteOf({ application, title })).toBe(url);
  });

  it('is unknown without rules', () => {
    expect(titledSites([])({ application: 'Chromium', title: 'Inbox - Chromium' })).toBeUndefined();
  });
});
