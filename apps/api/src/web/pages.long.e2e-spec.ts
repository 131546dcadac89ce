import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { fillSignIn } from '../testing/page-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

describeInBrowser('the web application')('the pages, in a real browser', () => {
  let app: TestApp;
  let timeledger: string;
  let browser: Browser;
  let page: Page;
  let person: PageDriver;

  beforeAll(async () => {
    app = await startApp();
    timeledger = await app.listen();
    const asAdmin = async (path: string, body: object) => {
      const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
      return answer.body as { id: string; key: string };
    };
    const { id } = await asAdmin('/api/v1/users', { ...ADA, timeZone: 'Europe/Berlin' });
    const { key } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'desk', kind: 'agent' });
    const stay = (startedAt: string, endedAt: string, url: string, title: string) => ({
      ...{ id: startedAt, application: 'Firefox', url, title, startedAt, endedAt },
    });
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${key}`)
      .send({
        device: { id: 'desk', machine: 'desk', osUser: 'ada' },
        source: 'computers',
        activities: [
          stay('2026-11-13T08:00:00Z', '2026-11-13T08:30:00Z', 'https://github.com/acme', 'acme'),
          stay('2026-11-20T08:00:00Z', '2026-11-20T09:10:00Z', 'https://github.com/acme', 'acme'),
          stay('2026-11-20T09:10:00Z', '2026-11-20T09:30:00Z', 'https://youtube.com/watch', '<b>film</b>'),
          stay('2026-11-20T09:30:00Z', '2026-11-20T09:40:00Z', 'https://bücher.example/', 'שלום 🌍'),
        ],
      })
      .expect(200);
    await app.caughtUp();
    browser = await startBrowser();
    page = await browser.newPage();
    person = new PageDriver(page, timeledger);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect(person.takeFaults()).toEqual([]));

  const textOf = (selector?: string) => person.textOf(selector);
  const shows = (words: string) => person.shows(words);
  const open = (path: string) => person.open(path, '.figures');

  it('lead to the sign-in page, and from there to the day that was asked for', async () => {
    await page.goto(`${timeledger}/day/2026-11-20`);
    await fillSignIn(page, ADA);
    expect(page.url()).toBe(`${timeledger}/day/2026-11-20`);
    await shows('1 h 40 m');
    const text = await textOf();
    for (const words of ['github.com', '1 h 10 m', 'bücher.example', 'By hour', 'Categories'])
      expect(text).toContain(words);
  });

  it('set the level of an activity by a key, and every figure follows', async () => {
    await open('/day/2026-11-20');
    expect(await textOf('.figures')).toMatch(/productive[^]*\n1 h 10 m\ndistracting[^]*\n20 m$/);
    await page.focus('.bars > li[tabindex]');
    await page.keyboard.press('5');
    await shows('github.com is very distracting now.');
    await page.waitForFunction(
      String.raw`/distracting[^]*\n1 h 30 m$/.test(document.querySelector('.figures').innerText)`,
    );
    await page.keyboard.press('1');
    await shows('github.com is very productive now.');
  });

  it('go to the day before by the arrow key, and back by the browser', async () => {
    await open('/day/2026-11-20');
    await page.keyboard.press('ArrowLeft');
    await shows('There is no time on this day.');
    expect(page.url()).toBe(`${timeledger}/day/2026-11-19`);
    await page.goBack();
    await shows('1 h 40 m');
  });

  it('note a highlight, and say what is wrong with one that is refused', async () => {
    await open('/day/2026-11-20');
    await page.type('.add input', 'Released <b>1.0</b>');
    await page.click('.add button');
    await shows('Released <b>1.0</b>');
    expect(await page.$$eval('.entries b', (tags) => tags.length)).toBe(0);
  });

  it('take offline time by a drag over a gap, and say why time is refused', async () => {
    await open('/day/2026-11-20');
    const gaps = await page.$('.gaps');
    const { x, y, width, height } = (await gaps?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const placeOf = (hour: number) => x + (hour / 24) * width;
    await page.mouse.move(placeOf(13.01), y + height / 2);
    await page.mouse.down();
    await page.mouse.move(placeOf(14), y + height / 2);
    await page.mouse.up();
    await page.waitForSelector('dialog[open]');
    expect(await page.$$eval('dialog input[type=time]', (inputs) => inputs.map(({ value }) => value))).toEqual([
      '13:00',
      '14:00',
    ]);
    await page.type('dialog input:not([type])', 'Lunch with Bob');
    await page.click('dialog button[type=submit]');
    await shows('2 h 40 m');
    expect(await textOf()).toContain('Lunch with Bob');

    await page.evaluate(
      "[...document.querySelectorAll('main button')].find((one) => one.innerText === 'Add offline time').click()",
    );
    await page.waitForSelector('dialog[open]');
    await page.type('dialog input:not([type])', 'Again');
    // The keys of a time field depend on the locale of the browser.
    await page.evaluate(`for (const [n, time] of ['13:15', '13:30'].entries()) {
      const input = document.querySelectorAll('dialog input[type=time]')[n];
      input.value = time;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }`);
    await page.click('dialog button[type=submit]');
    await shows('There is offline time already in this stretch of time.');
    // The arrow keys of a page are not for what stands in front of it.
    await page.focus('dialog button[type=submit]');
    await page.keyboard.press('ArrowLeft');
    expect(new URL(page.url()).pathname).toBe('/day/2026-11-20');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
  });

  it('say that an address is no day, and that there is no page', async () => {
    await page.goto(`${timeledger}/day/2026-02-30`);
    await shows('2026-02-30 is not a day.');
    await page.goto(`${timeledger}/month/2026-13`);
    await shows('2026-13-01 is not a day.');
  });

  it('are printed in light colours, with every bar and nothing to press', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await open('/week/2026-11-15');
    await page.emulateMediaType('print');
    const visible = (selector: string) =>
      page.evaluate(
        `[...document.querySelectorAll('${selector}')].filter((one) => one.checkVisibility()).map((one) => one.tagName)`,
      );
    expect(await visible('.top, main button, main form, .arrow')).toEqual([]);
    expect(await visible('h1, .figures, .bar')).toEqual(expect.arrayContaining(['H1', 'DL', 'SPAN']));
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(28, 27, 25)');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.bar')).printColorAdjust`)).toBe('exact');
    await page.emulateMediaType('screen');
  });

  it('speak German to a reader of German', async () => {
    const german = await browser.newPage();
    await german.evaluateOnNewDocument(`Object.defineProperty(navigator, 'languages', { get: () => ['de-CH', 'en'] })`);
    await german.goto(`${timeledger}/day/2026-11-20`);
    await german.waitForSelector('.figures');
    const text = await german.$eval('body', (body) => (body as { innerText?: string }).innerText ?? '');
    expect(text).toContain('Freitag, 20. November 2026');
    expect(text).toContain('2 Std. 40 Min.');
    expect(text).not.toContain('Today');
    await german.close();
  });
});
