import type { Browser } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { bearer, LiveScene } from '../testing/live-scene.js';
import { PageScene, shows } from '../testing/page-scene.js';
import { type PathProxy, startPathProxy } from '../testing/path-proxy.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

describeInBrowser('pages under a path')('the pages under a path, in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  it.each([
    ['sends it on', false],
    ['takes it away', true],
  ])('work behind a proxy that %s: sign-in, links, scripts on demand, live', async (_, isStripped) => {
    let target = '';
    const proxy: PathProxy = await startPathProxy('/time', isStripped, () => target);
    const app: TestApp = await startApp({ publicUrl: `${proxy.origin}/time` });
    try {
      target = await app.listen();
      const account = { ...ADA, timeZone: 'Europe/Berlin' };
      const { body } = await app.http.post('/api/v1/users').set(bearer(app.adminToken)).send(account).expect(201);
      const { id } = body as { id: string };
      const scene = new LiveScene(app, target);
      const agent = { agentKey: await app.createKey(id, 'agent') };
      await scene.post(agent, '2026-11-21T08:00:00Z');
      await app.caughtUp();

      const pages = await PageScene.begin(browser, `${proxy.origin}/time`);
      const faults: string[] = [];
      const page = await pages.signIn('', ADA);
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('requestfailed', (request) => faults.push(request.url()));
      page.on('response', (answer) => answer.status() >= 400 && faults.push(answer.url()));
      await shows(page, 'live · last minute 9:00 AM');
      await scene.post(agent, '2026-11-21T08:10:00Z');
      await shows(page, 'live · last minute 9:10 AM');
      await page.click('nav a[href="/time/week"]');
      await shows(page, 'By day');
      expect(page.url()).toBe(`${proxy.origin}/time/week`);
      await page.goto(`${proxy.origin}/time/welcome`);
      await page.waitForSelector('.steps');
      await page.goto(`${proxy.origin}/time/account/passkeys`);
      await page.waitForSelector('h1');
      expect(faults.filter((fault) => !fault.includes('/api/v1/live'))).toEqual([]);
      await pages.close();
    } finally {
      await app.close();
      await proxy.close();
    }
  });
});
