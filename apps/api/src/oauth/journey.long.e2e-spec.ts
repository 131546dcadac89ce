import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { startThirdParty, type ThirdParty } from '../testing/third-party.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };

describeInBrowser('the journey of a third party')('a third party with passport-oauth2, in a real browser', () => {
  let app: TestApp;
  let timeledger: string;
  let thirdParty: ThirdParty;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp();
    timeledger = await app.listen();
    thirdParty = await startThirdParty(timeledger, (redirectUri) =>
      app.registerApplication({ name: 'Reporter', redirectUris: [redirectUri] }),
    );
    browser = await startBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await thirdParty?.close();
    await app?.close();
  });

  const textOf = () => page.$eval('main', (main) => (main as { innerText?: string }).innerText ?? '');
  const follow = (selector: string) => Promise.all([page.waitForNavigation(), page.click(selector)]);
  const type = async (fields: Record<string, string>) => {
    for (const [name, text] of Object.entries(fields)) await page.type(`input[name=${name}]`, text);
  };
  const asThirdParty = (path: string) => app.http.get(path).query({ access_token: thirdParty.token() });

  it('is let in by a person who signs up, signs in and allows it, and out again by the same', async () => {
    await page.goto(`${timeledger}/sign-up`);
    await type({ ...ADA, time_zone: 'Europe/Berlin' });
    await follow('main button');

    await page.goto(thirdParty.url);
    await follow('a');
    expect(page.url()).toMatch(/\/sign-in\?return_to=/);
    await type(ADA);
    await follow('main button');
    expect(await textOf()).toContain('Reporter asks for access to the account ada@example.org');
    expect(await textOf()).toContain('See everything you did and when');

    await page.click('input[value=highlight_data]');
    await follow('button[value=allow]');
    expect(page.url()).toContain(thirdParty.redirectUri);
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('Connected');

    await asThirdParty('/api/oauth/data').expect(200);
    await asThirdParty('/api/oauth/highlights_feed').expect(403);

    await page.goto(`${timeledger}/account/applications`);
    expect(await textOf()).toContain('Reporter');
    await follow('main button');
    expect(await textOf()).toContain('You have let no application in.');
    await asThirdParty('/api/oauth/data').expect(401);
  });

  it('is told when the person refuses', async () => {
    await page.goto(`${thirdParty.url}/connect`);
    const answer = page.waitForResponse((response) => response.url().startsWith(thirdParty.redirectUri));
    await page.click('button[value=deny]');
    expect(new URL((await answer).url()).searchParams.get('error')).toBe('access_denied');
  });

  it('loads nothing from anywhere else, and runs no script', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const path of ['/account', '/account/keys', '/account/applications', '/sign-in']) {
      await page.goto(`${timeledger}${path}`);
      expect(await page.$$('script')).toEqual([]);
    }
    expect(asked.filter((url) => !url.startsWith(timeledger))).toEqual([]);
  });
});
