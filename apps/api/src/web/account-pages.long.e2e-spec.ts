import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const HOUR_MS = 3_600_000;

describeInBrowser('the account in the application')('the pages of the account, in a real browser', () => {
  let app: TestApp;
  let timeledger: string;
  let browser: Browser;
  let page: Page;
  let person: PageDriver;
  let id: string;

  beforeAll(async () => {
    app = await startApp();
    timeledger = await app.listen();
    const user = await app.http
      .post('/api/v1/users')
      .set('Authorization', `Bearer ${app.adminToken}`)
      .send({ ...ADA, timeZone: 'Europe/Berlin' });
    id = (user.body as { id: string }).id;
    await record(await app.createKey(id, 'agent'));
    browser = await startBrowser();
    person = await PageDriver.signedIn(browser, timeledger, ADA, '/me/keys');
    page = person.page;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect(person.takeFaults()).toEqual([]));

  async function record(key: string): Promise<void> {
    const stay = (startedAt: string, endedAt: string, application: string) => ({
      ...{ id: startedAt, application, startedAt, endedAt },
    });
    const activities = [
      stay('2026-11-19T08:00:00Z', '2026-11-19T09:00:00Z', 'vim'),
      stay('2026-11-20T08:00:00Z', '2026-11-20T08:30:00Z', 'vim'),
      stay('2026-11-20T08:30:00Z', '2026-11-20T08:50:00Z', '<b>Minecraft</b>'),
    ];
    const device = { id: 'desk', machine: 'desk', osUser: 'ada' };
    const batch = { device, source: 'computers', activities };
    await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`).send(batch).expect(200);
    await app.caughtUp();
  }
  const listedKeys = async () => {
    const { body } = await app.http
      .get(`/api/v1/users/${id}`)
      .set('Authorization', `Bearer ${app.adminToken}`)
      .expect(200);
    return (body as { keys: number }).keys;
  };

  it('make a key that is shown once, which no reload makes or shows again', async () => {
    await person.open('/me/keys');
    const before = await listedKeys();
    await person.fill('Name', 'desk שלום <i>');
    await person.press('Make a key');
    await person.shows('Your new key: desk שלום <i>');
    const key = await person.textOf('.copy code');
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    await app.http.get('/anapi/data').query({ key }).expect(200);
    await page.reload();
    await person.shows('desk שלום <i>');
    expect(await person.textOf('body')).not.toContain(key);
    expect(await listedKeys()).toBe(before + 1);
    await app.http.get('/anapi/data').query({ key }).expect(200);
    await page.evaluate(`document.querySelector('[aria-label="Revoke desk שלום <i>"]').click()`);
    await person.shows('The program that uses it stops at once.');
    await app.http.get('/anapi/data').query({ key }).expect(200);
    await person.press('Revoke the key');
    await person.hides('desk');
    await app.http.get('/anapi/data').query({ key }).expect(400);
  });

  it('ask for the password in place when the sign-in is not fresh, and nothing typed is lost', async () => {
    await person.open('/me/keys');
    app.setNow(NOON + HOUR_MS);
    await person.fill('Name', 'after an hour');
    await person.press('Make a key');
    await person.shows('Is it you?');
    await person.fill('Password', 'a wrong password');
    await person.press('Go on');
    await person.shows('The password is wrong.');
    await person.fill('Password', ADA.password);
    await person.press('Go on');
    await person.shows('Your new key: after an hour');
    await person.press('I have it');
    await page.waitForFunction(`document.querySelector('.copy') === null`);
  });

  it('make no key when the person closes the question', async () => {
    await person.open('/me/keys');
    const before = await listedKeys();
    app.setNow(NOON + 2 * HOUR_MS);
    await person.fill('Name', 'never mind');
    await person.press('Make a key');
    await person.shows('Is it you?');
    await person.press('Cancel');
    await person.shows('Sign in again for this.');
    expect(await listedKeys()).toBe(before);
  });

  it('say at which address passkeys work, and that the server sends no mails', async () => {
    await person.open('/me/security');
    await person.shows('This server sends no mails.');
    const elsewhere = await page.$eval('main a[href*="localhost"]', (link) => (link as { href?: string }).href);
    expect(elsewhere).toBe(`${timeledger.replace('127.0.0.1', 'localhost')}/me/security`);
    const other = new SignedIn(app.http);
    await other.signIn(ADA.email, ADA.password);
    const { csrfToken } = (await other.get('/api/v1/session')).body as { csrfToken: string };
    for (const path of ['', '/confirmation']) {
      const post = app.http.post(`/api/v1/account/address${path}`);
      const asked = post.set({ Cookie: other.shown, 'X-CSRF-Token': csrfToken });
      const { body } = await asked.send({ email: 'x@y.example', password: ADA.password }).expect(409);
      expect(body).toMatchObject({ error: { code: 'no_mail' } });
    }
  });

  it('count what is stored, and say how long it is kept', async () => {
    await person.open('/me/privacy');
    await person.shows('Time of 2 days.');
    const text = await person.textOf();
    for (const words of [
      '1 h 50 m, with 2 activities',
      'Your account: address, zone, profile, keys',
      'until you erase',
    ])
      expect(text).toContain(words);
  });

  it.each([
    ['jsonl', '"type":"AccountOpened"'],
    ['csv', '2026-11-20,09:30:00,'],
  ])('hand out what is stored as a file, in %s', async (format, words) => {
    const folder = await mkdtemp(join(tmpdir(), 'timeledger-export-'));
    try {
      await person.open('/me/privacy');
      const session = await page.createCDPSession();
      await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
      await page.click(`a[href$="/api/v1/export?format=${format}"]`);
      const file = join(folder, `timeledger.${format}`);
      // The browser makes the file before it has all of it.
      await until('all of the file', async () => (await readFile(file, 'utf8').catch(() => '')).includes(words));
      expect(page.url()).toBe(`${timeledger}/me/privacy`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('show exactly what an erasure takes, take it, and show its progress', async () => {
    await person.open('/me/privacy');
    await page.evaluate(`{
      const select = [...document.querySelectorAll('select')].find((one) => one.value === 'all');
      select.value = 'activity';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }`);
    await person.fill('Activity, as reports name it', 'emacs');
    await person.press('Show what would go');
    await person.shows('Nothing would go');
    await person.fill('Activity, as reports name it', '<b>minecraft</b>');
    await person.press('Show what would go');
    await person.shows('One day loses 20 m, of one activity.');
    expect(await page.$$eval('main b', (tags) => tags.length)).toBe(0);
    await person.press('Erase this');
    await person.shows('Erase 20 m for ever?');
    await person.press('Erase it');
    await person.shows('Is it you?');
    await person.fill('Password', ADA.password);
    await person.press('Go on');
    await person.shows('The last erasure, asked for on');
    await person.shows('1 h 30 m, with one activity');
  });

  it('do not end the account by a slip of the finger', async () => {
    await person.open('/me/privacy');
    await person.fill('Type your e-mail address to confirm it', 'adb@example.org');
    await person.press('Delete my account for ever');
    await person.shows('This is not the address of the account.');
    await app.http.get(`/api/v1/users/${id}`).set('Authorization', `Bearer ${app.adminToken}`).expect(200);
  });
});
