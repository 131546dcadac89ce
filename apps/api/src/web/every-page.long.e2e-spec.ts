import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { busyPerson } from '../testing/busy-person.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const APP = join(import.meta.dirname, '../../../web/src/app.tsx');
const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const BOB = { email: 'bob@example.org', password: 'correct horse battery' };
const PAST = 'as_of=2026-11-20T09:00';

/** Addresses of every page, by its pattern in `app.tsx`. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/day': ['/day'],
  '/day/:date': [
    '/day/2026-11-20?as_of=tomorrow',
    '/day/2026-11-20',
    '/day/2026-01-01',
    `/day/2026-11-20?${PAST}`,
    '/day/2026-02-30',
  ],
  '/week': ['/week'],
  '/week/:date': ['/week/2026-11-15', `/week/2026-11-15?${PAST}`],
  '/month': ['/month'],
  '/month/:month': ['/month/2026-11', '/month/2026-13'],
  '/year': ['/year'],
  '/year/:year': ['/year/2026', `/year/2026?${PAST}`],
  '/range/:begin/:end': ['/range/2026-11-10/2026-11-20'],
  '/history': ['/history', '/history?kind=classes'],
  '/rules': ['/rules', '/rules?activity=github.com&text=a'],
  '/activities': ['/activities'],
  '/activities/categories': ['/activities/categories'],
  '/activities/:begin/:end': ['/activities/2026-11-15/2026-11-21', '/activities/2026-11-15/2026-11-21?q=nothing'],
  '/welcome': ['/welcome'],
  '/connect-agent': [
    ...['/connect-agent', '/connect-agent?outcome=done', '/connect-agent?state=broken'],
    `/connect-agent?device=${'w'.repeat(80)}&redirect_uri=http%3A%2F%2F127.0.0.1%3A40123%2Fsigned-in&challenge=${'x'.repeat(43)}&state=${'y'.repeat(20)}`,
  ],
  '/me': ['/me'],
  '/me/security': ['/me/security'],
  '/me/keys': ['/me/keys'],
  '/me/devices': ['/me/devices'],
  '/me/applications': ['/me/applications'],
  '/me/teams': ['/me/teams'],
  '/me/reports': ['/me/reports'],
  '/me/privacy': ['/me/privacy'],
  '/me/import': ['/me/import'],
  '/goals': ['/goals'],
  '/schedules': ['/schedules'],
  '/highlights': ['/highlights'],
  '/highlights/:month': ['/highlights/2026-11', '/highlights/soon'],
  '/offline-time': ['/offline-time'],
  '/offline-time/:month': ['/offline-time/2026-11', '/offline-time/soon'],
  '/focus': ['/focus'],
  '/teams': ['/teams'],
  '/teams/:id': ['/teams/6f9619ff-8b86-4d01-b42d-00cf4fc964ff'],
  '/teams/:id/:week': ['/teams/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/2026-11-16'],
  '/administration/:section?': ['/administration', '/administration/state', '/administration/no-such-page'],
  '/set-up': ['/set-up', '/set-up#no-such-secret'],
};
const ADDRESSES = [...Object.values(PAGES).flat(), '/no-such-page'];

it('the list has every page of the application', async () => {
  const app = await readFile(APP, 'utf8');
  const patterns = [...app.matchAll(/^ +\[?\s*'(\/[^']*)',/gm)].map(([, pattern]) => pattern);
  expect(patterns.sort()).toEqual(Object.keys(PAGES).sort());
});

describeInBrowser('every page')('every page, in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  let ada: PageDriver;
  let bob: PageDriver;

  beforeAll(async () => {
    app = await startApp();
    app.setNow(Date.now());
    const server = await app.listen();
    await busyPerson(app, ADA);
    const admin = ['Authorization', `Bearer ${app.adminToken}`] as const;
    const newcomer = { ...BOB, timeZone: 'Europe/Berlin' };
    await app.http
      .post('/api/v1/users')
      .set(...admin)
      .send(newcomer)
      .expect(201);
    browser = await startBrowser();
    ada = await PageDriver.signedIn(browser, server, ADA);
    bob = await PageDriver.signedIn(browser, server, BOB);
    await bob.readsGerman();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect([...ada.takeFaults(), ...bob.takeFaults()]).toEqual([]));

  it.each(ADDRESSES)('%s has no fault that axe finds, with much on it', async (path) => {
    expect(await ada.violations(path)).toEqual([]);
    expect(await ada.scrollsAt([320, 768])).toEqual([]);
    expect(await ada.page.$$('[onerror], [onclick]')).toHaveLength(0);
  });

  it.each(ADDRESSES)('%s is as good with nothing on it, in German', async (path) => {
    expect(await bob.violations(path)).toEqual([]);
    expect(await bob.scrollsAt([320, 768])).toEqual([]);
    expect(await bob.page.evaluate('document.documentElement.lang')).toBe('de');
  });
});
