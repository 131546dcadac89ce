import { type Seen, SILENT_AFTER_MS, SiteNames } from './site-names.js';
import { type Browser } from './browser-titles.js';
import { pageAt, type Page, titleHash } from './page.js';

const page = (host: string, title: string, path = '/'): Page => {
  const told = pageAt({ host, path, title });
  if (told === undefined) throw new Error(`${host} is no host`);
  return told;
};
const MAIL = page('mail.example', 'Inbox', '/box');
const NEWS = page('news.example', 'News');

/** Names on a clock that the test moves, with all that they say. */
function scene() {
  const clock = { ms: 0 };
  const sites = new SiteNames(() => clock.ms);
  const named: string[] = [];
  sites.named.subscribe(({ look, url }) => named.push(`${look} ${url}`));
  const pass = (ms: number) => (clock.ms += ms);
  const show = (title: string, window = 1, application = 'Chromium'): Seen =>
    sites.see({ type: 'active', window, application, title });
  const shown = (title: string, window = 1, application = 'Chromium') => show(title, window, application).page?.site;
  const tell = (told: Page | null, browser: Browser = 'chromium') => sites.tell(browser, told);
  return { sites, named, pass, show, shown, tell };
}

describe('the page of a window', () => {
  it('is the told one when the titles agree', () => {
    const { tell, shown, pass } = scene();
    tell(MAIL);
    pass(50);
    expect(shown('Inbox - Chromium')).toBe('mail.example');
  });

  it('is told late: the look that was seen before gets its name', () => {
    const { show, tell, named, shown, pass } = scene();
    tell(NEWS);
    const seen = show('Inbox - Chromium');
    expect(seen).toEqual({ look: 1 });
    pass(30_000);
    tell(MAIL);
    expect(named).toEqual(['1 https://mail.example/box']);
    expect(shown('Inbox - Chromium')).toBe('mail.example');
  });

  it('comes from memory when the tab comes back before the extension says so', () => {
    const { tell, shown } = scene();
    tell(MAIL);
    expect(shown('Inbox - Chromium')).toBe('mail.example');
    tell(NEWS);
    expect(shown('News - Chromium')).toBe('news.example');
    expect(shown('Inbox - Chromium')).toBe('mail.example');
  });

  it('is unknown when the window shows another title than the told one: the window is right', () => {
    const { tell, shown } = scene();
    tell(MAIL);
    shown('Inbox - Chromium');
    expect(shown('Something else - Chromium')).toBeUndefined();
  });

  it('changes with the told one when two pages have the same title', () => {
    const { tell, shown } = scene();
    tell(page('a.example', 'Home'));
    expect(shown('Home - Chromium')).toBe('a.example');
    tell(page('b.example', 'Home'));
    expect(shown('Home - Chromium')).toBe('b.example');
  });

  it.each<[string, string, Browser]>([
    ['of another browser', 'Inbox - Google Chrome', 'chromium'],
    ['of no browser', 'Inbox - Chromium', 'chromium'],
  ])('is unknown %s', (_title, title, browser) => {
    const { tell, shown } = scene();
    tell(MAIL, browser);
    expect(shown(title, 1, title.endsWith('Chrome') ? 'Google-chrome' : 'XTerm')).toBeUndefined();
  });

  it('is unknown while the extension says that no page may be told', () => {
    const { tell, shown, show } = scene();
    tell(MAIL);
    shown('Inbox - Chromium');
    tell(null);
    expect(show('Inbox - Chromium')).toEqual({ look: 1 });
    tell(MAIL);
    expect(shown('Inbox - Chromium')).toBe('mail.example');
  });

  it('is unknown after a silence of the extension, and its windows have no look', () => {
    const { tell, show, pass } = scene();
    tell(MAIL);
    show('Inbox - Chromium');
    pass(SILENT_AFTER_MS + 1);
    expect(show('Inbox - Chromium')).toEqual({});
  });

  it('has no look in a browser without an extension: its time stays one span', () => {
    expect(scene().show('Inbox - Chromium')).toEqual({});
  });

  it.each(['', ' ', '\u0000', '\u200b'])('is unknown for a page with the title %j', (title) => {
    const { tell, shown } = scene();
    tell(page('a.example', title));
    expect(shown(`${title} - Chromium`)).toBeUndefined();
    expect(shown('Chromium')).toBeUndefined();
  });
});

it('two profiles of a browser tell apart: the one without a page takes no name from the other', () => {
  const { sites, shown, pass } = scene();
  sites.tell('chromium', MAIL, 'profile 1');
  expect(shown('Inbox - Chromium', 1)).toBe('mail.example');
  sites.tell('chromium', null, 'profile 2');
  expect(shown('Inbox - Chromium', 1)).toBe('mail.example');
  pass(60_000);
  sites.tell('chromium', null, 'profile 1');
  sites.tell('chromium', NEWS, 'profile 2');
  expect(shown('News - Chromium', 2)).toBe('news.example');
  sites.tell('chromium', null, 'profile 2');
  expect(shown('News - Chromium', 2)).toBeUndefined();
});

describe('a page whose title stays in the browser', () => {
  const hidden = (host: string, title: string): Page => {
    const told = pageAt({ host, titleHash: titleHash(title) });
    if (told === undefined) throw new Error(`${host} is no host`);
    return told;
  };

  it('names the window that shows the title, and no other one', () => {
    const { tell, show, shown } = scene();
    tell(hidden('mail.example', 'Inbox'));
    expect(show('Inbox - Chromium').page).toMatchObject({ url: 'https://mail.example/', title: '' });
    expect(shown('News - Chromium')).toBeUndefined();
    expect(shown('Inbox - Chromium', 2)).toBeUndefined();
    expect(shown('Inbox - Chromium', 1)).toBe('mail.example');
  });

  it('names a look that was seen before, without a title', () => {
    const { sites, tell, show } = scene();
    const names: unknown[] = [];
    sites.named.subscribe((name) => names.push(name));
    tell(NEWS);
    show('Inbox - Chromium');
    tell(hidden('mail.example', 'Inbox'));
    expect(names).toEqual([{ look: 1, url: 'https://mail.example/' }]);
  });

  it('brings back no title that was told before the person wanted hosts alone', () => {
    const { tell, show, shown } = scene();
    tell(MAIL);
    show('Inbox - Chromium');
    tell(NEWS);
    show('News - Chromium');
    tell(hidden('news.example', 'News'));
    expect(show('News - Chromium').page?.title).toBe('');
    expect(shown('Inbox - Chromium')).toBeUndefined();
    tell(hidden('mail.example', 'Inbox'));
    expect(show('Inbox - Chromium').page).toMatchObject({ url: 'https://mail.example/', title: '' });
  });

  it('of a private window with the same title gives no name', () => {
    const { tell, shown, pass } = scene();
    tell(hidden('mail.example', 'Inbox'));
    shown('Inbox - Chromium', 1);
    pass(60_000);
    tell(hidden('mail.example', 'Inbox'));
    expect(shown('Inbox - Chromium', 2)).toBeUndefined();
  });

  it('is found in a window of Edge too, which shows more than the title', () => {
    const { tell, shown } = scene();
    tell(hidden('mail.example', 'Inbox'), 'edge');
    expect(shown('Inbox and 2 more pages - Work - Microsoft Edge', 1, 'msedge')).toBe('mail.example');
  });
});

describe('a private window', () => {
  it('gets no name from an ordinary window with the same title', () => {
    const { tell, shown, pass } = scene();
    tell(MAIL);
    shown('Inbox - Chromium', 1);
    pass(100);
    expect(shown('Inbox - Chromium', 2)).toBeUndefined();
    pass(60_000);
    tell(MAIL);
    expect(shown('Inbox - Chromium', 2)).toBeUndefined();
    expect(shown('Inbox - Chromium', 1)).toBe('mail.example');
  });

  it('gets no name from a page that was told long before it came', () => {
    const { tell, shown, pass } = scene();
    tell(MAIL);
    pass(3_000);
    expect(shown('Inbox - Chromium', 2)).toBeUndefined();
  });

  it('gets no name later for what it has shown', () => {
    const { tell, show, named } = scene();
    tell(MAIL);
    show('Inbox - Chromium', 1);
    show('News - Chromium', 1);
    show('Inbox - Chromium', 2);
    tell(null);
    show('Inbox - Chromium', 1);
    tell(MAIL);
    expect(named.map((words) => words.split(' ')[0])).not.toContain('3');
  });

  it('of a Firefox says so in its title', () => {
    const { tell, shown } = scene();
    tell(MAIL, 'firefox');
    expect(shown('Inbox — Mozilla Firefox Private Browsing', 1, 'firefox')).toBeUndefined();
    expect(shown('Inbox — Mozilla Firefox', 2, 'firefox')).toBe('mail.example');
  });
});

it('5,000 pages of any size leave little in memory and take little time', () => {
  const { tell, shown, sites } = scene();
  const long = 'x'.repeat(1_000_000);
  const before = process.cpuUsage();
  for (let index = 0; index < 5_000; index++) tell({ ...MAIL, title: `${index} ${index % 100 === 0 ? long : ''}` });
  shown(`${long} - Chromium`);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  const sizes = ['pages', 'windows', 'looks'].map(
    (name) => (sites as unknown as Record<string, { size: number }>)[name],
  );
  expect(sizes.map((store) => store?.size ?? -1).every((size) => size <= 500)).toBe(true);
});
