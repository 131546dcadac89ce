import type { Browser, Page } from 'puppeteer-core';
import { axeFaults, describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const PAGES = ['', '/applications', '/statistics', '/state'].map((path) => `/administration${path}`);

describeInBrowser('the pages of the administrator')('the pages of the administrator, in a real browser', () => {
  let app: TestApp;
  let server: string;
  let browser: Browser;
  let page: Page;
  let admin: PageDriver;
  let asked: { url: string; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    app = await startApp();
    server = await app.listen();
    browser = await startBrowser();
    page = await browser.newPage();
    admin = new PageDriver(page, server);
    page.on('request', (request) =>
      asked.push({ url: request.url(), authorization: request.headers()['authorization'] }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(() => (asked = []));
  afterEach(() => expect(admin.takeFaults()).toEqual([]));

  const asAdmin = (method: 'get' | 'post', path: string, body?: object) =>
    app.http[method](`/api/v1${path}`).set('Authorization', `Bearer ${app.adminToken}`).send(body);
  const listed = async (email: string) =>
    ((await asAdmin('get', `/users?email=${email}`)).body as { users: { id: string; plan: string; email: string }[] })
      .users;
  async function enter(path = '/administration'): Promise<void> {
    await admin.open(path);
    await admin.fill('Admin token', app.adminToken);
    await admin.press('Open');
    await page.waitForSelector('nav.section');
    await admin.hides('Loading …');
  }
  /** Follows a link of the page, within the document. */
  async function follow(words: string): Promise<void> {
    const link = `[...document.querySelectorAll('a')].find((one) => one.innerText === '${words}')`;
    await page.waitForFunction(link);
    await page.evaluate(`${link}.click()`);
  }

  it('open to the admin token only, and say what is wrong with another', async () => {
    await admin.open('/administration');
    for (const wrong of ['wrong', 'ключ', 'a b']) {
      await admin.fill('Admin token', wrong);
      await admin.press('Open');
      await admin.shows('This is not the admin token.');
    }
    await enter();
    await admin.shows('There is no account yet.');
  });

  it('keep the token in the memory of the page: in no storage, address, log or cookie, until it is left', async () => {
    await enter();
    await follow('State');
    await admin.shows('Reports show all that the server has heard.');
    const kept = await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])');
    expect(kept).not.toContain(app.adminToken);
    expect(await page.content()).not.toContain(app.adminToken);
    expect(asked.filter(({ url }) => url.includes(app.adminToken))).toEqual([]);
    const shown = asked.filter(({ authorization }) => authorization !== undefined);
    expect(shown.every(({ url }) => url.startsWith(`${server}/api/v1/`))).toBe(true);
    expect(app.logged()).not.toContain(app.adminToken);
    await page.goto(`${server}/health/live`);
    await page.goBack();
    await admin.shows('Admin token');
    expect(await admin.textOf()).not.toContain('Reports show');
    expect(await admin.valueOf('Admin token')).toBe('');
    await enter();
    await admin.press('Forget the token');
    await admin.shows('These pages are for the administrator');
  });

  it('find users, set a plan and an address, and say what is wrong beside the form', async () => {
    await asAdmin('post', '/users', { ...ADA, timeZone: 'Europe/Berlin' }).expect(201);
    const open = (n: number) => asAdmin('post', '/users', { email: `many-${n}@example.net`, timeZone: 'UTC' });
    for (let n = 0; n < 101; n += 20)
      await Promise.all(Array.from({ length: Math.min(20, 101 - n) }, (_, of) => open(n + of).expect(201)));
    await until('all users', async () => (await listed('many-100')).length === 1);
    await enter();
    await admin.press('Next page');
    // Accounts that are opened at the same time may be in any order.
    await admin.press('First page');
    await admin.shows('Next page');
    await admin.fill('Part of an address', 'ADA@');
    await admin.press('Search');
    await admin.shows('ada@example.org');
    await admin.hides('many-1@');
    await follow('ada@example.org');
    await admin.shows('signs in with a password');
    await admin.fill('Plan', 'lite');
    await admin.press('Save');
    await until('the plan', async () => (await listed('ada@'))[0]?.plan === 'lite');
    await admin.fill('E-mail address', 'many-1@example.net');
    await page.evaluate(`[...document.querySelectorAll('form')].at(-1).requestSubmit()`);
    await admin.shows('Another account has this address.');
    await admin.fill('E-mail address', 'ada.new@example.org');
    await page.evaluate(`[...document.querySelectorAll('form')].at(-1).requestSubmit()`);
    await until('the address', async () => (await listed('ada.new@')).length === 1);
    await admin.press('Make a link for a new password');
    await admin.shows('It works once');
    expect(await admin.textOf('.copy code')).toContain('/sign-in/reset?link=');
  }, 120_000);

  it('delete an account only when its address is typed', async () => {
    await enter();
    await admin.fill('Part of an address', 'ada.new');
    await admin.press('Search');
    await admin.shows('ada.new@example.org');
    await admin.hides('many-1@');
    await follow('ada.new@example.org');
    await admin.press('Delete the account');
    await admin.fill('Type the address of the account', 'ada@example.org');
    await admin.press('Delete it for ever');
    await admin.shows('This is another address.');
    expect(await listed('ada.new@')).toHaveLength(1);
    await admin.fill('Type the address of the account', 'ADA.new@example.org');
    await admin.press('Delete it for ever');
    await until('the account to be gone', async () => (await listed('ada.new@')).length === 0);
    await enter('/administration?user=22222222-2222-4222-8222-222222222222');
    await admin.shows('There is no such account.');
  });

  it('list applications with hostile names, and remove one after asking', async () => {
    await app.registerApplication({ name: '<img src=x onerror=alert(1)>\u202e' });
    await enter('/administration/applications');
    await admin.shows('<img src=x onerror=alert(1)>');
    await admin.press('Remove <img src=x onerror=alert(1)>\u202e');
    await admin.shows('All access that users gave it ends at once.');
    await admin.press('Remove it');
    await admin.shows('No application is registered.');
  });

  it('register an application: what is wrong stands at its field, and the secret is shown once', async () => {
    const applications = async () =>
      (await asAdmin('get', '/oauth-applications')).body as { applications: { name: string; clientId: string }[] };
    await enter('/administration/applications');
    await admin.press('Register');
    await admin.shows('A name has 1 to 100 characters');
    await admin.fill('Name', 'Reporter <b>');
    await admin.fill('Redirect addresses', 'ftp://app.example/done');
    await admin.press('Register');
    await admin.shows('1 to 20 addresses');
    await admin.fill('Redirect addresses', 'https://app.example/done  http://localhost:8080/');
    await admin.press('Register');
    await admin.shows('Choose at least one.');
    await page.evaluate(`[...document.querySelectorAll('.tick')]
      .find((one) => one.innerText.includes('time_data')).click()`);
    await admin.press('Register');
    await admin.shows('The secret is shown only now.');
    const [clientId, first] = await page.$$eval('.copy code', (codes) => codes.map((code) => code.textContent));
    const registered = { name: 'Reporter <b>', clientId, scopes: ['time_data'], public: false };
    const redirectUris = ['https://app.example/done', 'http://localhost:8080/'];
    expect((await applications()).applications).toEqual([{ ...registered, redirectUris }]);
    await admin.press('New secret for Reporter <b>');
    await admin.press('Make it');
    await page.waitForFunction(
      `![...document.querySelectorAll('.copy code')].some((code) => code.textContent === ${JSON.stringify(first)})`,
    );
    await enter('/administration/applications');
    expect(await admin.textOf()).not.toContain('The secret is shown only now.');
    await admin.press('Remove Reporter <b>');
    await admin.press('Remove it');
    await admin.shows('No application is registered.');
  });

  it('are reached from the profile of any account, in a document of their own', async () => {
    const member = { ...ADA, email: 'link@example.org' };
    await asAdmin('post', '/users', { ...member, timeZone: 'UTC' }).expect(201);
    const person = await PageDriver.signedIn(browser, server, member);
    await person.open('/me');
    await person.shows('Do you run this server?');
    await person.page.evaluate(`globalThis.isOfTheUser = true;
      [...document.querySelectorAll('a')].find((one) => one.innerText === 'Administration').click()`);
    await person.shows('No account opens them.');
    expect(await person.page.evaluate('globalThis.isOfTheUser')).toBeUndefined();
    await person.page.browserContext().close();
  });

  it('show no figure of a group that is too small', async () => {
    await enter('/administration/statistics');
    await admin.shows('at least 20 users');
    const figures = await page.$$eval('.by-weekday td', (cells) => new Set(cells.map((cell) => cell.textContent)).size);
    expect(figures).toBe(1);
    expect(await admin.textOf('.by-weekday td')).toBe('–');
  });

  it('name parked events with their reason, and rebuild the tables with a bar of progress', async () => {
    const event = { type: 'ActivityRecorded', data: { spans: '<b>poison' } };
    const metadata = { now: 0, principalId: 'somebody' };
    await app.stores.eventStore.append('activity-unknown', [{ event, metadata }], 'no_stream');
    await app.caughtUp();
    await enter('/administration/state');
    await admin.shows('One event could not be read.');
    await admin.shows('activity-unknown, event 0');
    expect(await admin.textOf()).not.toContain('poison');
    await admin.press('Rebuild the tables');
    await admin.shows('Reports go on meanwhile.');
    await admin.press('Start it');
    await admin.shows('The last rebuild is done');
    const storeId = await app.stores.eventStore.identity();
    const known = await app.stores.readModels.readRebuild(storeId);
    if (!known) throw new Error('There was no rebuild.');
    const running = { state: 'filling', position: 1n, target: 4n, updatedAt: Date.now() + 60_000 } as const;
    await app.stores.readModels.writeRebuild(storeId, { ...known, ...running });
    await admin.shows('25% of the log');
    expect(await page.$eval('progress', (bar) => (bar as unknown as { value: number }).value)).toBe(0.25);
    expect(await admin.textOf()).not.toContain('Rebuild the tables');
  });

  it('show a session of a member nothing', async () => {
    const member = { ...ADA, email: 'member@example.org' };
    await asAdmin('post', '/users', { ...member, timeZone: 'UTC' }).expect(201);
    const person = await PageDriver.signedIn(browser, server, member);
    await person.open('/administration');
    await person.shows('No account opens them.');
    const status = await person.page.evaluate(
      `Promise.all(['users', 'administration/state', 'statistics/weekdays', 'oauth-applications'].map((path) =>
        fetch('/api/v1/' + path, { credentials: 'include' }).then((answer) => answer.status)))`,
    );
    expect(status).toEqual([401, 401, 401, 401]);
    expect(person.takeFaults()).toEqual([]);
    await person.page.browserContext().close();
  });

  it('have no fault for axe in either theme, and fit on a screen of 320 px', async () => {
    expect(await admin.violations('/administration')).toEqual([]);
    for (const path of PAGES) {
      for (const theme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        expect({ path, theme, faults: await axeFaults(page, () => enter(path)) }).toEqual({ path, theme, faults: [] });
      }
      await page.setViewport({ width: 320, height: 800 });
      const needed = await page.evaluate('document.documentElement.scrollWidth');
      await page.setViewport({ width: 1280, height: 900 });
      expect({ path, needed }).toEqual({ path, needed: 320 });
    }
  });
});
