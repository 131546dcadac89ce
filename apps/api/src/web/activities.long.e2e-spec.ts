import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { axeFaults, describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageScene, shows, textOf } from '../testing/page-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const WEEK = '/activities/2026-11-15/2026-11-21';
const LONG_NAME = 'x'.repeat(255);
const ODD_NAMES = ['<b>markup</b> & "quotes"', 'שלום עולם', '\u202ereversed', '🌍🎉', LONG_NAME];
const STAYS: readonly (readonly [minutes: number, application: string, url?: string | undefined, title?: string])[] = [
  [60, 'Firefox', 'https://github.com/acme', 'Pull requests'],
  [50, 'Firefox', 'https://youtube.com/watch', '<i>film</i>'],
  [40, 'Intranet', undefined, 'Start'],
  [30, 'Mystery', undefined, 'Doc'],
  ...ODD_NAMES.map((name, n) => [10 - n, name] as const),
];

describeInBrowser('the table of activities')('the table of activities, in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  let scene: PageScene;
  let page: Page;
  let faults: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    const url = await app.listen();
    await record(await newPerson(ADA), STAYS);
    await app.caughtUp();
    browser = await startBrowser();
    scene = await PageScene.begin(browser, url);
    page = await scene.signIn(WEEK, ADA);
    page.on('pageerror', (error) => faults.push(`page: ${String(error)}`));
    page.on('console', (line) => line.type() === 'error' && faults.push(`console: ${line.text()}`));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(() => (faults = []));
  afterEach(() => expect(faults).toEqual([]));

  async function newPerson(person: typeof ADA): Promise<string> {
    const asAdmin = async (path: string, body: object) => {
      const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
      return answer.body as { id: string; key: string };
    };
    const { id } = await asAdmin('/api/v1/users', { ...person, timeZone: 'Europe/Berlin' });
    return (await asAdmin(`/api/v1/users/${id}/keys`, { name: 'desk', kind: 'agent' })).key;
  }
  async function record(key: string, stays: typeof STAYS): Promise<void> {
    let at = Date.parse('2026-11-16T08:00:00Z');
    const activities = stays.map(([minutes, application, url, title = 'Doc'], n) => {
      const [startedAt, endedAt] = [at, (at += minutes * 60_000)];
      return { id: `${n}`, application, ...(url !== undefined && { url }), title, startedAt, endedAt };
    });
    for (let from = 0; from < activities.length; from += 500)
      await app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${key}`)
        .send({
          device: { id: 'desk', machine: 'desk', osUser: 'ada' },
          source: 'computers',
          activities: activities.slice(from, from + 500),
        })
        .expect(200);
  }
  const open = async (path = WEEK) => {
    const url = new URL(page.url());
    await page.goto(`${url.origin}${path}`);
    await page.waitForSelector(path.includes('categories') ? '.categories' : '.grid [data-place]');
  };
  const figures = () => page.$eval('.figures', (element) => (element as unknown as { innerText: string }).innerText);
  const row = (name: string): Promise<string> =>
    page.evaluate(
      `[...document.querySelectorAll('.grid [data-place]')].find((one) => one.querySelector('.name bdi').textContent === ${JSON.stringify(name)})?.innerText.replace(/\\s+/g, ' ') ?? 'not there'`,
    ) as Promise<string>;
  const rowIs = (name: string, pattern: RegExp) =>
    until(`${name}: ${pattern}`, async () => pattern.test(await row(name)));
  const focused = (): Promise<string> =>
    page.evaluate(
      `document.activeElement.querySelector('.name bdi')?.textContent ?? document.activeElement.tagName`,
    ) as Promise<string>;
  const focusFirst = () => page.focus('.grid [data-place="0"]');
  const press = async (...keys: readonly Parameters<Page['keyboard']['press']>[0][]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const pressWith = async (held: 'Shift' | 'Control', ...keys: readonly Parameters<Page['keyboard']['press']>[0][]) => {
    await page.keyboard.down(held);
    await press(...keys);
    await page.keyboard.up(held);
  };
  /** How the server classes an activity now. */
  const served = async (activity: string): Promise<string> => {
    const { activities } = (await page.evaluate(
      `fetch('/api/v1/reports/activities?begin=2026-11-15&end=2026-11-21').then((answer) => answer.json())`,
    )) as { activities: { activity: string; category: string; productivity: number; levelFrom: string }[] };
    const one = activities.find((each) => each.activity === activity);
    return `${one?.category} ${one?.productivity} ${one?.levelFrom}`;
  };

  it('lists the activities of some days with their classes', async () => {
    await open();
    expect(await row('github.com')).toMatch(/General Software Development very productive 1 h 0 m$/);
    expect(await row('Intranet')).toMatch(/Uncategorized neutral 40 m$/);
    expect(await page.title()).toMatch(/^Activities · .*2026/);
    expect(await page.$eval('.grid', (grid) => grid.getAttribute('aria-rowcount'))).toBe('10');
  });

  it('sets a level by a key: the row and the charts follow, and Undo takes it back', async () => {
    await open();
    expect(await figures()).toMatch(/productive\s+1 h 0 m\s+distracting\s+50 m/);
    await focusFirst();
    await press('ArrowDown', '1');
    await shows(page, 'youtube.com is very productive now.');
    await until('the figures', async () => /productive\s+1 h 50 m\s+distracting\s+0 s/.test(await figures()));
    expect(await row('youtube.com')).toMatch(/Video very productive yours 50 m$/);
    expect(await served('youtube.com')).toBe('Video 2 activity');
    expect(await focused()).toBe('youtube.com');
    await page.click('.toast button');
    await shows(page, 'Taken back.');
    await rowIs('youtube.com', /Video very distracting 50 m$/);
    expect(await served('youtube.com')).toBe('Video -2 shipped');
  });

  it('changes several rows at once, and takes all of it back by Ctrl+Z', async () => {
    await open(`${WEEK}?uncategorised=1`);
    await focusFirst();
    await pressWith('Shift', 'ArrowDown');
    await shows(page, '2 of 7 selected');
    await press('2');
    await shows(page, '2 activities are productive now.');
    expect([await served('Intranet'), await served('Mystery')]).toEqual(Array(2).fill('Uncategorized 1 activity'));
    await pressWith('Control', 'z');
    await shows(page, 'Taken back.');
    expect([await served('Intranet'), await served('Mystery')]).toEqual(Array(2).fill('Uncategorized 0 shipped'));
    await pressWith('Control', 'a');
    await shows(page, '7 of 7 selected');
    await press('Escape');
    await shows(page, '7 activities');
  });

  it('finds a category as one types, makes a new one, and keeps it when the level changes on the day', async () => {
    await open();
    await focusFirst();
    await press('ArrowDown', 'ArrowDown', 'c');
    await page.waitForSelector('dialog[open] [role=combobox]');
    await page.type('dialog input', 'meet');
    await press('Enter');
    await rowIs('Intranet', /Meetings yours productive 40 m$/);
    await until('the server', async () => (await served('Intranet')) === 'Meetings 1 shipped');
    expect(await focused()).toBe('Intranet');
    await press('c');
    await page.waitForSelector('dialog[open] [role=combobox]');
    await page.type('dialog input', 'Client A');
    await press('Enter');
    await page.waitForSelector('dialog form');
    await page.select('dialog select', 'Business');
    await page.click('dialog button[type=submit]');
    await rowIs('Intranet', /Client A yours neutral of the category 40 m$/);
    await until('the server', async () => (await served('Intranet')) === 'Client A 0 category');

    await page.goto(page.url().replace(/\/activities.*/, '/day/2026-11-16'));
    await page.waitForSelector('.bars > li[tabindex]');
    await page.focus('.bars > li[tabindex]:nth-child(3)');
    await press('5');
    await shows(page, 'Intranet is very distracting now.');
    expect(await served('Intranet')).toBe('Client A -2 activity');
  });

  it('removes a category of the user after it asked, and its activities fall back', async () => {
    await open('/activities/categories');
    await page.click('[aria-label="Remove Client A"]');
    await shows(page, 'No time is lost.');
    await page.click('dialog .danger');
    await shows(page, 'Client A was removed.');
    expect(await served('Intranet')).toBe('Uncategorized -2 activity');
    await open();
    await focusFirst();
    await press('ArrowDown', 'ArrowDown', '0');
    await shows(page, 'Intranet is as shipped again.');
    expect(await served('Intranet')).toBe('Uncategorized 0 shipped');
  });

  it('puts a change back when the server refuses it, and says so', async () => {
    await open();
    faults = [];
    await page.setRequestInterception(true);
    const refuse = (asked: HTTPRequest) => {
      if (asked.method() !== 'PUT') return void asked.continue();
      const body = JSON.stringify({ error: { code: 'limit_reached', message: 'No room.' } });
      void asked.respond({ status: 400, contentType: 'application/json', body });
    };
    page.on('request', refuse);
    await focusFirst();
    await press('5');
    await shows(page, 'At most 5,000 activities can have a class of their own.');
    await rowIs('github.com', /very productive 1 h 0 m$/);
    page.off('request', refuse);
    await page.setRequestInterception(false);
    // The browser itself notes the refusal.
    expect(faults.splice(0)).toHaveLength(1);
  });

  it('opens a row to its documents, here and on the day, and closes it again', async () => {
    await open();
    await focusFirst();
    await press('Enter');
    await shows(page, 'Pull requests');
    await press('Enter');
    await page.waitForSelector('.documents', { hidden: true });
    await page.goto(page.url().replace(/\/activities.*/, '/day/2026-11-16'));
    await page.waitForSelector('.bars > li[tabindex]');
    await page.focus('.bars > li[tabindex]:nth-child(2)');
    await press('Enter');
    await shows(page, '<i>film</i>');
    expect(await page.$$('.documents i')).toHaveLength(0);
  });

  it('shows hostile names as text, and finds them', async () => {
    await open();
    for (const name of ODD_NAMES) expect([name, await row(name)]).not.toEqual([name, 'not there']);
    expect(await page.$$('.grid .name b')).toHaveLength(0);
    await page.type('.filters input[type=search]', 'שלום');
    await shows(page, 'One activity');
    expect(page.url()).toContain(`?q=${encodeURIComponent('שלום')}`);
    await page.reload();
    await page.waitForSelector('.grid [data-place]');
    expect(await textOf(page)).toContain('One activity');
  });

  it.each(['light', 'dark'])('has no fault that axe finds, in the %s theme', async (theme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    for (const path of [WEEK, '/activities/categories', `${WEEK}?q=nothing-like-it`]) {
      const load = async () => {
        await page.goto(`${new URL(page.url()).origin}${path}`);
        await page.waitForSelector(path.includes('categories') ? '.categories' : '.filters');
        if (path !== WEEK) return;
        await focusFirst();
        await press(' ', 'Enter');
        await page.waitForSelector('.documents li');
      };
      expect([path, await axeFaults(page, load)]).toEqual([path, []]);
    }
  });

  it.each([320, 768])('needs no scrolling to the side at %i pixels', async (width) => {
    await page.setViewport({ width, height: 800 });
    for (const path of [WEEK, '/activities/categories']) {
      await open(path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
    }
    await page.setViewport({ width: 1280, height: 900 });
  });

  it('stays smooth with 20,000 rows, keeps the focus, and draws a level within 300 ms', async () => {
    const eve = { email: 'eve@example.org', password: ADA.password };
    const many = Array.from({ length: 20_000 }, (_, n) => [0.2, `Tool ${n}`] as const);
    await record(await newPerson(eve), many);
    await app.caughtUp();
    const eves = await PageScene.begin(browser, new URL(page.url()).origin);
    const table = await eves.signIn('/activities/2026-11-15/2026-11-21', eve);
    await shows(table, '20,000 activities', 60_000);
    await table.focus('.grid [data-place="0"]');
    await table.keyboard.press('End');
    await table.waitForSelector('.grid [data-place="19999"]:focus');
    const session = await table.createCDPSession();
    // Time of the thread, so that other work of this machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const workedMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
    const longest: number[] = [];
    for (let step = 0; step < 40; step++) {
      const before = await workedMs();
      await table.evaluate(`new Promise((drawn) => {
        const grid = document.querySelector('.grid');
        grid.scrollTop = grid.scrollHeight * ${step} / 40;
        requestAnimationFrame(() => requestAnimationFrame(drawn));
      })`);
      longest.push((await workedMs()) - before);
    }
    expect(longest.sort((a, b) => b - a)[0]).toBeLessThan(50);
    expect(await table.$$eval('.grid [data-place]', (rows) => rows.length)).toBeLessThan(60);
    expect(await table.evaluate(`document.activeElement.dataset.place`)).toBe('19999');
    const drawnMs = await table.evaluate(`new Promise((drawn) => {
      const row = document.activeElement;
      const pressed = performance.now();
      row.dispatchEvent(new KeyboardEvent('keydown', { key: '5', bubbles: true }));
      const look = () => row.innerText.includes('very distracting') ? drawn(performance.now() - pressed) : requestAnimationFrame(look);
      look();
    })`);
    expect(drawnMs).toBeLessThan(300);
    await shows(table, 'is very distracting now.');
    // The row with the focus is far away. The next key goes on from it.
    await table.evaluate(`document.querySelector('.grid').scrollTop = 0`);
    await table.waitForSelector('.grid [data-place="0"]');
    await table.keyboard.press('ArrowUp');
    await table.waitForSelector('.grid [data-place="19998"]:focus');
    await eves.close();
  }, 300_000);
});
