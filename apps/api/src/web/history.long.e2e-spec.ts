import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { fillSignIn } from '../testing/page-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'history@example.org', password: 'correct horse battery' };

describeInBrowser('the page of the history')('the history, in a real browser', () => {
  let app: TestApp;
  let timeledger: string;
  let browser: Browser;
  let page: Page;
  let as: readonly [string, string];

  beforeAll(async () => {
    app = await startApp();
    timeledger = await app.listen();
    const asAdmin = async (path: string, body: object) => {
      const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
      return answer.body as { id: string; key: string };
    };
    const { id } = await asAdmin('/api/v1/users', { ...ADA, timeZone: 'Europe/Berlin' });
    const { key } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'my script', kind: 'full' });
    as = ['Authorization', `Bearer ${key}`];
    await classify(1);
    await classify(-2);
    await app.http
      .post('/api/v1/offline-time')
      .set(...as)
      .send({ startedAt: '2026-11-20T09:00', endedAt: '2026-11-20T10:00', activity: '<b>שלום</b>' })
      .expect(204);
    browser = await startBrowser();
    page = await browser.newPage();
    await page.goto(`${timeledger}/history`);
    await fillSignIn(page, ADA);
    await page.waitForSelector('.changes');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const classify = (productivity: number) =>
    app.http
      .put('/api/v1/taxonomy/activities/github.com')
      .set(...as)
      .send({ productivity })
      .expect(204);
  const shows = (words: string) =>
    page.waitForFunction(`document.body.innerText.replace(/[\\u2068\\u2069]/g, '').includes(${JSON.stringify(words)})`);
  const undo = (nth: number) => page.evaluate(`document.querySelectorAll('.changes button')[${nth}].click()`);

  it('tells every change in words, and what sent it', async () => {
    await shows('github.com is very distracting by the key my script');
    await shows('<b>שלום</b>, 9:00 AM–10:00 AM');
    expect(await page.$$eval('.changes b', (found) => found.length)).toBe(0);
  });

  it('undoes a change, and asks before a later one is lost', async () => {
    await undo(1);
    await shows('Undone: github.com is very distracting');
    await shows('github.com is productive on the pages');
    await classify(0);
    await page.goto(`${timeledger}/history?kind=classes`);
    await shows('github.com is neutral');
    await undo(1);
    await page.waitForSelector('dialog[open]');
    await shows('A later change touched the same');
    await page.click('dialog button.danger');
    await page.waitForFunction(`!document.querySelector('dialog[open]')`);
    await shows('Undone: github.com is productive');
  });

  it.each([320, 1280])('needs no scrolling to the side at %i pixels', async (width) => {
    await page.setViewport({ width, height: 800 });
    await page.goto(`${timeledger}/history`);
    await page.waitForSelector('.changes');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});
