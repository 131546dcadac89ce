import { randomUUID } from 'node:crypto';
import type { Browser } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const HOUR_MS = 3_600_000;

describeInBrowser('the pages of plans')('the pages of plans, in a real browser', () => {
  let app: TestApp;
  let server: string;
  let browser: Browser;
  let person: PageDriver;
  let agentKey: string;
  /** The machine's clock, because the page has no other. It is about noon, so no day ends. */
  const zone = zoneOfNoon();
  const today = dayIn(zone, Date.now());
  const yesterday = dayIn(zone, Date.now() - 24 * HOUR_MS);

  beforeAll(async () => {
    app = await startApp();
    app.setNow(Date.now());
    server = await app.listen();
    const asAdmin = async (path: string, body: object) => {
      const answer = await app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
      return answer.body as { id: string; key: string };
    };
    const { id } = await asAdmin('/api/v1/users', { ...ADA, timeZone: zone });
    ({ key: agentKey } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'desk', kind: 'agent' }));
    for (const machine of ['laptop', 'desk']) {
      const startedAt = Date.now() - 2 * HOUR_MS;
      await app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${agentKey}`)
        .send({
          device: { id: machine, machine, osUser: 'ada' },
          source: 'computers',
          activities: [
            {
              ...{ id: '1', application: 'Firefox', url: 'https://github.com/' },
              ...{ startedAt: new Date(startedAt).toISOString(), endedAt: new Date(startedAt + HOUR_MS).toISOString() },
            },
          ],
        })
        .expect(200);
    }
    await app.caughtUp();
    browser = await startBrowser();
    person = await PageDriver.signedIn(browser, server, ADA);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect(person.takeFaults()).toEqual([]));

  it('set a goal, show how far it is here and on the day, change it and remove it', async () => {
    const { open, shows, hides, press, fill } = person;
    await open('/goals');
    await shows('No goals yet.');
    await press('Add a goal');
    await fill('Hours', '0');
    await press('Save');
    await shows('Enter more than no time, and no more than a day has.');
    await fill('Hours', '4');
    await fill('What counts', 'activity');
    await press('Save');
    await shows('Write the name of an application or a site, up to 255 characters.');
    await fill('Which application or site', 'github.com');
    await press('Save');
    await shows('At least 4 h of github.com a day');
    await shows('2 h of 4 h · 2 h to go');
    await open('/day', '.entries');
    await shows('2 h of 4 h · 2 h to go');
    await open('/goals');
    await press('Change: At least 4 h of github.com a day');
    await fill('I want to spend', 'at-most');
    await fill('Hours', '1');
    await fill('In each', 'week');
    await press('Save');
    await shows('At most 1 h of github.com a week');
    await shows('1 h too much');
    await press('Remove: At most 1 h of github.com a week');
    await press('Cancel');
    const focus = `document.activeElement.getAttribute('aria-label')?.replace(/[\\u2068\\u2069]/g, '')`;
    await person.page.waitForFunction(`${focus} === 'Remove: At most 1 h of github.com a week'`);
    await shows('At most 1 h of github.com a week');
    await press('Remove: At most 1 h of github.com a week');
    await press('Remove the goal');
    await hides('At most 1 h of github.com a week');
  });

  it('define an alert within a schedule, and say when the schedule is gone', async () => {
    const { open, shows, press, fill } = person;
    await open('/schedules');
    await press('Add a schedule');
    await press('Save');
    await shows('Write a name, up to 100 characters.');
    await fill('Name', 'Work <b>hours</b>');
    await fill('To', '09:00');
    await press('Save');
    await shows('The end is the begin. Choose another time.');
    await fill('To', '00:00');
    await press('Save');
    await shows('Work <b>hours</b>');
    await shows('Mon, Tue, Wed, Thu, Fri · 9:00 AM – 12:00 AM');
    await open('/goals');
    await press('Add an alert');
    await fill('Hours', '4');
    await fill('Minutes', '30');
    await fill('When it counts', '1');
    await press('Save');
    await shows('More than 4 h 30 m of productive time a day within Work <b>hours</b>');
    await open('/schedules');
    await press('Remove: Work <b>hours</b>');
    await shows('count no time afterwards');
    await press('Remove the schedule');
    await shows('No schedules yet.');
    await open('/goals');
    await shows('Its schedule was removed, so no time counts.');
  });

  it('note a highlight on the day, and change and remove it there and on their own page', async () => {
    const { page, open, shows, hides, press, fill } = person;
    await open('/day', '.add input');
    await page.type('.add input', 'Released <b>1.0</b>');
    await page.click('.add button');
    await shows('Released <b>1.0</b>');
    expect(await page.$$eval('.entries b', (tags) => tags.length)).toBe(0);
    await press('Change: Released <b>1.0</b>');
    await fill('What happened?', 'שלום 🌍');
    await fill('Label', 'Git');
    await press('Save');
    await shows('שלום 🌍 · Git');
    await open('/highlights');
    await press('Change: שלום 🌍');
    await fill('What happened?', ' ');
    await press('Save');
    await shows('Write what happened, up to 255 characters.');
    await fill('What happened?', 'Back in time');
    await fill('Day', '2020-02-29');
    await press('Save');
    await hides('Back in time');
    await open('/highlights/2020-02');
    await shows('Saturday, February 29, 2020');
    await press('Remove: Back in time');
    await press('Remove the highlight');
    await shows('Nothing was noted in this month.');
  });

  it('enter offline time, say beside the field what is wrong, and change it and take it back', async () => {
    const { open, shows, hides, press, fill } = person;
    await open(`/offline-time/${yesterday.slice(0, 7)}`);
    await shows('There is no offline time in this month.');
    await press('Add offline time');
    await fill('Day', yesterday);
    await fill('From', '08:00');
    await fill('To', '13:00');
    await press('Save');
    await shows('Write what you did.');
    await fill('What you did', 'Meeting');
    await press('Save');
    await shows('Offline time has four hours at most.');
    await fill('To', '09:30');
    await press('Save');
    await shows('8:00 AM – 9:30 AM · Meeting');
    await shows('1 h 30 m in this month');
    await press('Change: 8:00 AM – 9:30 AM Meeting');
    await fill('From', '08:30');
    await press('Save');
    await shows('8:30 AM – 9:30 AM · Meeting');
    await press('Remove: 8:30 AM – 9:30 AM Meeting');
    await press('Remove the offline time');
    await hides('8:30 AM – 9:30 AM');
    await shows('There is no offline time in this month.');
  });

  it('start a focus session, count it down on the day too, and end it', async () => {
    const { page, open, shows, press, fill, textOf } = person;
    app.setNow(Date.now());
    await open('/focus');
    await fill('Minutes (another length)', '7');
    await press('Start');
    await shows('Choose 5 to 1440 minutes, in steps of five.');
    await press('25 minutes');
    await page.waitForSelector('.countdown');
    await page.waitForFunction(`/^24:5\\d$/.test(document.querySelector('.countdown').innerText)`);
    await open('/day', '.countdown');
    // The clock of the server stands still here, and that of a page is not asked.
    expect(await textOf()).toMatch(/\n2[45]:\d\d\n/);
    await press('End the session');
    await shows('50 minutes');
    await open('/focus');
    await shows('of 25 m · ended early');
  });

  it('choose what a session keeps away, and show how often it did', async () => {
    const { page, open, shows, press, fill } = person;
    const asAgent = (method: 'get' | 'post', path: string) =>
      app.http[method](path).set('Authorization', `Bearer ${agentKey}`);
    await open('/focus');
    await fill('Keep away', 'all');
    await fill('Never kept away', ' Slack, , news.example');
    await press('Save');
    await shows('Saved.');
    await press('25 minutes');
    await page.waitForSelector('.countdown');
    const { body } = await asAgent('get', '/agent/v1/commands').expect(200);
    const { focus } = body as { focus: { sessionId: number; blockedLevels: number[]; allowed: string[] } };
    expect(focus).toMatchObject({ blockedLevels: [-2, -1], allowed: ['Slack', 'news.example'] });
    const counts = { minimised: 2, notified: 1, sites: 0 };
    const run = { sessionId: focus.sessionId, runId: randomUUID() };
    await asAgent('post', '/agent/v1/enforcements')
      .send({ ...run, ...counts })
      .expect(204);
    await press('End the session');
    await shows('kept away 3 times');
    await open('/focus');
    await page.waitForFunction(`document.querySelector('select').value === 'all'`);
  });

  it('end a session once, also on two pages', async () => {
    const { page, open, shows, press } = person;
    await open('/focus');
    await press('50 minutes');
    await page.waitForSelector('.countdown');
    const other = await PageDriver.signedIn(browser, server, ADA);
    await other.open('/focus', '.countdown');
    await other.press('End the session');
    await other.shows('90 minutes');
    // It may have heard already.
    await page.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.innerText === 'End the session')?.click()`,
    );
    await shows('90 minutes');
    await shows('of 50 m · ended early');
    await other.page.close();
  });

  it('show each device of the day as a lane', async () => {
    const { page, open } = person;
    await open(`/day/${today}`, '.lanes');
    await page.waitForFunction(`document.querySelectorAll('.lanes .lane').length >= 2`);
    expect(await page.$$eval('.lanes .lane', (lanes) => lanes.map((lane) => lane.textContent))).toEqual(
      expect.arrayContaining(['desk', 'laptop']),
    );
  });

  it('keep what was typed when the session ends meanwhile', async () => {
    const { page, open, shows, press, fill } = person;
    await open('/goals');
    await press('Add a goal');
    await fill('Hours', '3');
    const cookies = await page.cookies();
    await page.deleteCookie(...cookies);
    await press('Save');
    await shows('You are not signed in any more. What you typed is still here.');
    await page.setCookie(...cookies);
    await press('Save');
    await shows('At least 3 h of productive time a day');
  });

  it('say that an address is no month', async () => {
    await person.open('/highlights/2026-13');
    await person.shows('2026-13 is not a month.');
    await person.open('/offline-time/soon');
    await person.shows('soon is not a month.');
  });
});

/** The local day of a zone: `2026-11-29`. */
function dayIn(timeZone: string, ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms);
}

/** A zone in which it is about noon, so no day ends while a test runs. */
function zoneOfNoon(): string {
  const hoursAhead = Math.min(12 - new Date().getUTCHours(), 11);
  return hoursAhead === 0 ? 'UTC' : `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`;
}
