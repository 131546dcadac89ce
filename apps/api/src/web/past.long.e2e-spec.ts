import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { fillSignIn } from '../testing/page-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const ADA = { email: 'past@example.org', password: 'correct horse battery' };
const DAY = '2024-03-12';

describeInBrowser('the past of reports')('a report of the past, in a real browser', () => {
  let app: TestApp;
  let timeledger: string;
  let browser: Browser;
  let page: Page;
  /** Between the two halves of the day. */
  let between: string;

  beforeAll(async () => {
    app = await startApp();
    app.setNow(Date.now());
    timeledger = await app.listen();
    const asAdmin = async (path: string, body: object) => {
      const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
      return answer.body as { id: string; key: string };
    };
    const { id } = await asAdmin('/api/v1/users', { ...ADA, timeZone: 'Asia/Kathmandu' });
    const { key } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'desk', kind: 'agent' });
    const record = (from: string, to: string, url: string) =>
      app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${key}`)
        .send({
          device: { id: 'desk', machine: 'desk', osUser: 'ada' },
          source: 'computers',
          activities: [
            { id: from, application: 'Firefox', url, startedAt: `${DAY}T${from}Z`, endedAt: `${DAY}T${to}Z` },
          ],
        })
        .expect(200);
    await record('08:00:00', '08:30:00', 'https://github.com/acme');
    const goal = { aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'all-productive' } };
    const { key: full } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'full', kind: 'full' });
    const goals = (hours: number) =>
      app.http
        .post('/api/v1/goals')
        .set('Authorization', `Bearer ${full}`)
        .send({ ...goal, hours })
        .expect(201);
    await goals(3);
    between = new Date().toISOString();
    await until('the clock to go on', () => Promise.resolve(new Date().toISOString() > between));
    await goals(7);
    await record('09:00:00', '09:20:00', 'https://youtube.com/watch');
    await app.caughtUp();
    browser = await startBrowser();
    page = await browser.newPage();
    await page.goto(`${timeledger}/day/${DAY}`);
    await fillSignIn(page, ADA);
    await page.waitForSelector('.figures');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const shows = (words: string) => page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`);
  const open = async (path: string) => {
    await page.goto(`${timeledger}${path}`);
    await page.waitForSelector('.past');
    await page.waitForSelector('.figures');
  };
  const past = (path: string) => `${path}?as_of=${encodeURIComponent(between)}`;

  it('says so, shows what was there then, and offers no change', async () => {
    await open(past(`/day/${DAY}`));
    await shows('As it looked on');
    await shows('30 m');
    await shows('30 m of 3 h');
    const text = await page.$eval('main', (main) => (main as { innerText?: string }).innerText ?? '');
    expect(text).not.toContain('youtube.com');
    expect(text).not.toContain('of 7 h');
    expect(text).not.toContain('All goals and alerts');
    expect(text).not.toContain('Add offline time');
    expect(text).not.toContain('What happened?');
    expect(await page.$$eval('.gaps, .dot.choice select', (found) => found.length)).toBe(0);
  });

  it('opens an activity to its documents of then, and offers no rule for them', async () => {
    await open(past(`/day/${DAY}`));
    await page.waitForSelector('.bars li[tabindex]');
    await page.focus('.bars li[tabindex]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.querySelector('.documents')?.innerText.includes('acme')`);
    expect(await page.$$eval('.documents a', (links) => links.length)).toBe(0);
  });

  it('lists the activities of then, and says why a key changes nothing', async () => {
    await open(past('/week/2024-03-10'));
    await page.evaluate(
      `[...document.querySelectorAll('.after a')].find((one) => one.href.includes('/activities/')).click()`,
    );
    await page.waitForSelector('.entry');
    await shows('As it looked on');
    expect(new URL(page.url()).searchParams.get('as_of')).toBe(between);
    const rows = await page.$$eval('.entry .name bdi', (names) =>
      names.map((name) => (name as unknown as { innerText: string }).innerText),
    );
    expect(rows).toEqual(['github.com']);
    await page.focus('.grid [data-place="0"]');
    await page.keyboard.press('5');
    await shows('This is how it looked then. Go back to now to change classes.');
    expect(await page.$$eval('.hint', (hints) => hints.length)).toBe(0);
    await page.evaluate(`document.querySelector('.grid .head button').click()`);
    await page.waitForFunction(`location.search.includes('sort=')`);
    expect(new URL(page.url()).searchParams.get('as_of')).toBe(between);
    await page.evaluate(
      `[...document.querySelectorAll('.past a')].find((one) => one.innerText === 'Back to now').click()`,
    );
    await shows('youtube.com');
  });

  it('keeps the moment from page to page, and leads back to now', async () => {
    await open(past('/week/2024-03-10'));
    await shows('As it looked on');
    await page.click('.when a.arrow');
    await page.waitForFunction(`location.pathname !== '/week/2024-03-10'`);
    expect(new URL(page.url()).searchParams.get('as_of')).toBe(between);
    await open(past(`/day/${DAY}`));
    await page.evaluate(
      `[...document.querySelectorAll('.past a')].find((one) => one.innerText === 'Back to now').click()`,
    );
    await shows('50 m');
    expect(page.url()).toBe(`${timeledger}/day/${DAY}`);
  });

  it('is asked for by a form, and a wrong moment says why', async () => {
    await open(`/day/${DAY}`);
    await page.click('.past button');
    await page.waitForSelector('.past input');
    await page.evaluate(`{
      const input = document.querySelector('.past input');
      input.value = '2024-03-13T10:00';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }`);
    await page.click('.past button[type=submit]');
    await shows('As it looked on March 13, 2024 at 10:00');
    await page.goto(`${timeledger}/day/${DAY}?as_of=tomorrow`);
    await shows('tomorrow is not a moment. Write 2026-11-29T14:30.');
    await page.goto(`${timeledger}${past('/year/2024')}`);
    await shows('A range of the past has at most 92 days.');
    await shows('Back to now');
  });

  it.each([320, 1280])('needs no scrolling to the side at %i pixels', async (width) => {
    await page.setViewport({ width, height: 800 });
    for (const path of [past(`/day/${DAY}`), past('/week/2024-03-10'), past('/activities/2024-03-10/2024-03-16')]) {
      await page.goto(`${timeledger}${path}`);
      await page.waitForSelector('.figures, .entry');
      await page.waitForSelector('.past button');
      await page.click('.past button');
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
    }
  });
});
