import {
  addWeeks,
  firstWholeWeek,
  type LocalDate,
  type PublishedCell,
  releaseStream,
  releaseTime,
  type Sharing,
  sundayOf,
} from '@app/domain';
import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const NAME = '<b>Design</b> \u202eteam';
const WORK = { overview: 'Software Development', category: 'Editing & IDEs' };
const CELLS: PublishedCell[] = [
  { ...WORK, activity: '<img src=x onerror=alert(1)>', productivity: 2, hours: 1_234 },
  { overview: 'Entertainment', category: 'Games', activity: 'Steam', productivity: -2, hours: 10 },
];

describeInBrowser('the pages of teams')('the pages of teams, in a real browser', () => {
  let app: TestApp;
  let server: string;
  let browser: Browser;
  let page: Page;
  let person: PageDriver;
  let keys: Record<'boss' | 'ann' | 'new', string>;
  let team: string;
  /** Everybody who looked at a page. */
  const people: PageDriver[] = [];
  /** The Mondays of a team that was made now. The browser shows what the server says of them. */
  const first = firstWholeWeek(Date.now());
  const week = (n: number) => addWeeks(first, n);
  /** As the browser writes it: its spaces are not those of Node. */
  const named = async (n: number): Promise<string> =>
    String(
      await page.evaluate(
        `new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeZone: 'UTC' })
           .formatRange(Date.parse('${week(n)}'), Date.parse('${sundayOf(week(n))}'))`,
      ),
    );

  beforeAll(async () => {
    app = await startApp();
    server = await app.listen();
    keys = { boss: await open('boss'), ann: await open('ann'), new: await open('new') };
    team = await createTeam(NAME, 'activities');
    await join(team, 'ann');
    app.setNow(releaseTime(week(4)));
    await publish(week(0), 'activities', CELLS);
    await publish(week(1), 'nothing', []);
    await publish(week(2), 'levels', [{ productivity: 1, hours: 20 }]);
    await publish(week(3), 'activities', []);
    await publish(week(4), 'activities', CELLS);
    await app.stores.eventStore.removeForEver(releaseStream(team, week(2)));
    browser = await startBrowser();
    person = await signedIn('boss');
    page = person.page;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect(people.flatMap(({ takeFaults }) => takeFaults())).toEqual([]));

  async function open(who: string): Promise<string> {
    const body = { email: `${who}@example.org`, password: PASSWORD, timeZone: 'Europe/Berlin' };
    const admin = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`);
    const { id } = (await admin.send(body).expect(201)).body as { id: string };
    return app.createKey(id, 'full');
  }
  const as = (who: keyof typeof keys, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) =>
    app.http[method](`/api/v1${path}`).set('Authorization', `Bearer ${keys[who]}`).send(body);
  const createTeam = async (name: string, sharing: Sharing) =>
    ((await as('boss', 'post', '/teams', { name, sharing }).expect(201)).body as { id: string }).id;
  async function join(id: string, who: keyof typeof keys): Promise<void> {
    const { token } = (await as('boss', 'post', `/teams/${id}/invitations`).expect(201)).body as { token: string };
    await as(who, 'post', `/invitations/${token}/accept`, { sharing: 'activities' }).expect(200);
  }
  async function publish(monday: LocalDate, sharing: Sharing, cells: PublishedCell[]): Promise<void> {
    const data = { week: monday, sharing, people: 5, teamRevision: 0, asOf: '1', cells };
    const metadata = { now: 0, principalId: 'week-publisher' };
    const event = { type: 'WeekPublished', data };
    await app.stores.eventStore.append(releaseStream(team, monday), [{ event, metadata }], 'no_stream');
  }
  async function signedIn(who: string, path = '/teams'): Promise<PageDriver> {
    const other = await PageDriver.signedIn(browser, server, { email: `${who}@example.org`, password: PASSWORD }, path);
    people.push(other);
    return other;
  }
  const questions = (tab: Page): string[] => {
    const asked: string[] = [];
    tab.on('request', (request) => request.url().includes('/data?') && asked.push(request.url()));
    return asked;
  };

  it('show a person without a team what one is, and make one', async () => {
    const fresh = await signedIn('new');
    await fresh.shows('You are in no team.');
    await fresh.press('Make the team');
    await fresh.shows('Write a name, up to 100 characters.');
    await fresh.fill('Name', 'Écriture');
    await fresh.press('Make the team');
    await fresh.shows('No week has a table yet. A table needs 5 members or more');
    await fresh.shows('is published on');
    await fresh.shows('No person has joined yet.');
    expect(await fresh.page.title()).toBe('Écriture · Timeledger');
    await fresh.press('Close the team');
    await fresh.shows('It cannot be opened again.');
    await fresh.press('Close it');
    await fresh.shows('You are in no team.');
    await fresh.page.browserContext().close();
  });

  it('show the published weeks, and of each other week why it has no table', async () => {
    await person.open(`/teams/${team}`);
    await person.shows(`The week of ${await named(4)}`);
    await person.shows('2 weeks have no table');
    await page.click('summary');
    await person.shows(`${await named(1)} Fewer than 5 members agreed`);
    await person.shows(`${await named(2)} The table was withdrawn`);
    await person.shows(`The week of ${await named(5)} is published on`);
    const bars = await page.$$eval('svg a', (links) => links.map((link) => link.getAttribute('aria-label')));
    expect(bars).toEqual([`${await named(0)}: 1,244 h`, `${await named(3)}: 0 h`, `${await named(4)}: 1,244 h`]);
  });

  it('lead from a bar to the table of its week, by level, category and application', async () => {
    await person.open(`/teams/${team}`);
    await page.waitForSelector(`svg a[href$="${week(0)}"]`);
    await page.$eval(`svg a[href$="${week(0)}"]`, (link) => (link as unknown as { focus(): void }).focus());
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await person.shows(`The week of ${await named(0)}`);
    expect(new URL(page.url()).pathname).toBe(`/teams/${team}/${week(0)}`);
    await person.shows('very productive');
    expect(await person.textOf('.sums')).toContain('1,234 h');
    expect(await person.textOf('.sums')).toContain('5 or more');
    await person.press('Category');
    await person.shows('Editing & IDEs');
    await person.press('Application or site');
    await person.shows('<img src=x onerror=alert(1)>');
    await person.open(`/teams/${team}/${week(3)}`);
    await person.shows('No sum of this week is of enough people');
  });

  it.each([
    ['a week that was withdrawn', () => week(2), 'The table was withdrawn'],
    ['a week that is not over', () => week(5), 'The team has no table of this week.'],
    ['a day within a week', () => '2026-11-19', 'The team has no table of this week.'],
    ['no day', () => '2026-13-45', 'No such week'],
    ['markup', () => encodeURIComponent('<b>x'), 'No such week'],
  ])('ask the server nothing finer than whole weeks at an address of %s', async (_, monday, words) => {
    const asked = questions(page);
    await person.open(`/teams/${team}/${monday()}`);
    await person.shows(words);
    for (const url of asked) {
      const { searchParams } = new URL(url);
      expect(searchParams.get('resolution_time')).toBe('week');
      expect(new Date(searchParams.get('restrict_begin') ?? '').getUTCDay()).toBe(1);
      expect(new Date(searchParams.get('restrict_end') ?? '').getUTCDay()).toBe(0);
    }
  });

  it('say of an address of no team, or of a team of others, that there is none', async () => {
    await person.open('/teams/6f9619ff-8b86-4d01-b42d-00cf4fc964ff');
    await person.shows('There is no such team.');
    const stranger = await signedIn('new', `/teams/${team}`);
    await stranger.shows('There is no such team.');
    expect(await stranger.textOf()).not.toContain('Design');
    await stranger.page.browserContext().close();
  });

  it('show a link that invites one person, once, to the administrator only', async () => {
    await person.open(`/teams/${team}`);
    await person.shows('Invite a person');
    await person.press('Make a link');
    await person.shows('This page shows the link once.');
    const link = await person.textOf('.copy code');
    expect(link).toContain(`${server}/invitations/${team}.`);
    expect(await person.textOf()).not.toContain('E-mail address');
    const { pathname } = new URL(link);
    await as('new', 'get', pathname).expect(200);
    await person.open(`/teams/${team}`);
    expect(await person.textOf()).not.toContain(pathname);
    const ann = await signedIn('ann', `/teams/${team}`);
    await ann.shows('What you share');
    const text = await ann.textOf();
    for (const words of ['Invite a person', 'Remove', 'Close the team']) expect(text).not.toContain(words);
    await ann.page.browserContext().close();
  });

  it('show by name only who chose that, as far as that, and end with it', async () => {
    await person.open(`/teams/${team}`);
    await person.shows('ann@example.org');
    expect(await person.textOf()).not.toContain('Show time');
    await as('ann', 'put', `/teams/${team}/members/me/name`, { sharing: 'categories', by: 'day' }).expect(204);
    await person.open(`/teams/${team}`);
    await person.shows('Seen by name, by the day');
    await person.press('Show time');
    await person.shows('There is no time that the team may see.');
    expect(await page.$$eval('.named button', (all) => all.map((one) => one.textContent))).toEqual([
      'Level',
      'Category',
    ]);
    await as('ann', 'delete', `/teams/${team}/members/me/name`).expect(204);
    await person.open(`/teams/${team}`);
    await person.shows('ann@example.org');
    expect(await person.textOf()).not.toContain('Show time');
  });

  it('remove a member after asking, and let a member share less and leave after saying what stays', async () => {
    await join(team, 'new');
    await person.open(`/teams/${team}`);
    await person.shows('new@example.org');
    await person.press('Remove new@example.org');
    await person.shows('Remove new@example.org from the team?');
    await person.press('Remove the member');
    await page.waitForFunction(`!document.querySelector('.entries').innerText.includes('new@example.org')`);
    const ann = await signedIn('ann', `/teams/${team}`);
    await ann.shows('What you share');
    await ann.page.select('select', 'levels');
    await ann.press('Share this');
    await ann.shows('Saved.');
    expect((await as('ann', 'get', `/teams/${team}`)).body).toMatchObject({ shares: 'levels' });
    await ann.press('Leave the team');
    await ann.shows('Older tables stay.');
    await ann.press('Cancel');
    expect((await as('ann', 'get', `/teams/${team}`)).body).toMatchObject({ shares: 'levels' });
    await ann.press('Leave the team');
    await ann.press('Leave the team');
    await ann.shows('You are in no team.');
    await as('ann', 'get', `/teams/${team}`).expect(404);
    await ann.page.browserContext().close();
  });

  it('keep what was typed when the session has ended, and say so', async () => {
    const other = await signedIn('boss');
    await other.shows('Make a team');
    await other.fill('Name', 'Typed');
    await other.page.deleteCookie(...(await other.page.cookies()));
    await other.press('Make the team');
    await other.shows('What you typed is still here.');
    expect(await other.valueOf('Name')).toBe('Typed');
    await other.page.browserContext().close();
  });

  it('have no fault for axe in either theme', async () => {
    for (const path of ['/teams', `/teams/${team}`, `/teams/${team}/${week(0)}`])
      expect(await person.violations(path)).toEqual([]);
  });

  it('fit on a screen of 320 px, with many weeks and a long name', async () => {
    const long = await createTeam('W'.repeat(100), 'levels');
    for (const path of ['/teams', `/teams/${team}`, `/teams/${long}`]) {
      await person.open(path);
      expect({ path, widths: await person.scrollsAt([320, 800]) }).toEqual({ path, widths: [] });
    }
  });
});
