import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { PageDriver } from '../testing/page-driver.js';
import { fillSignIn, shows as showsOn, textOf as textOn } from '../testing/page-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const HOSTILE = '<img src=x onerror=alert(1)> שלום \u202e🌍';
const LONG = 'endless'.repeat(36);
const DAY = '/day/2026-11-20';
const PATIENCE = { timeout: 30_000 };

describeInBrowser('the page of rules')('the page of rules, in a real browser', () => {
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
    const spans = [
      ['08:00', '08:30', 'Acme, draft', '/acme/app'],
      ['08:30', '08:50', 'Acme, invoice', '/acme/books'],
      ['08:50', '09:00', 'Pull requests', '/pulls'],
      ['09:00', '09:05', HOSTILE, '/x'],
      ['09:05', '09:08', LONG, '/y'],
    ] as const;
    const activities = spans.map(([from, to, title, path]) => ({
      ...{ id: from, application: 'Firefox', url: `https://github.com${path}`, title },
      ...{ startedAt: `2026-11-20T${from}:00Z`, endedAt: `2026-11-20T${to}:00Z` },
    }));
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${key}`)
      .send({ device: { id: 'desk', machine: 'desk', osUser: 'ada' }, source: 'computers', activities })
      .expect(200);
    await app.caughtUp();
    browser = await startBrowser();
    page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    person = new PageDriver(page, timeledger);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(() => expect(person.takeFaults()).toEqual([]));

  const shows = (words: string, of = page) => showsOn(of, words);
  const textOf = (selector: string) => textOn(page, selector);
  const open = async (path: string, of = page) => {
    await of.goto(`${timeledger}${path}`);
    await of.waitForSelector('h1');
  };
  const openRules = async (query = '', of = page) => {
    await open(`/rules${query}`, of);
    await of.waitForFunction(
      `document.querySelector('main').innerText.match(/no rules yet|title |address /)`,
      PATIENCE,
    );
  };
  const field = async (label: string, of = page): Promise<string> => {
    const script = `[...document.querySelectorAll('.rule-form label')].find((one) => one.innerText === ${JSON.stringify(label)})`;
    await of.waitForFunction(`${script} !== undefined`, PATIENCE);
    return `[id="${String(await of.evaluate(`${script}.htmlFor`))}"]`;
  };
  const fill = async (label: string, text: string, of = page) => {
    const selector = await field(label, of);
    await of.$eval(selector, (element) => (element as unknown as { select(): void }).select());
    await of.type(selector, text);
  };
  const valueOf = async (label: string) =>
    page.$eval(await field(label), (element) => (element as unknown as { value: string }).value);
  const press = async (name: string, of = page) => {
    const script = `[...document.querySelectorAll('dialog[open] button, main button')].find((one) =>
      (one.getAttribute('aria-label') ?? one.innerText) === ${JSON.stringify(name)})`;
    await of.waitForFunction(`${script} !== undefined && !${script}.disabled`, PATIENCE);
    await of.evaluate(`${script}.click()`);
  };
  /** Waits until the list of rules, or another part of the page, says it. */
  const says = (selector: string, words: string) =>
    page.waitForFunction(
      `(document.querySelector('${selector}')?.innerText ?? '').replace(/\\s+/g, ' ').includes(${JSON.stringify(words)})`,
      PATIENCE,
    );
  // A triangle before the name marks a row that opens.
  const NAMES = `[...document.querySelectorAll('.bars .name')].map((one) => one.innerText.replace(/^\\P{L}+/u, ''))`;
  const dayShows = async (...names: string[]) => {
    await open(DAY);
    for (const name of names) await page.waitForFunction(`${NAMES}.includes(${JSON.stringify(name)})`, PATIENCE);
    return (await page.evaluate(NAMES)) as string[];
  };

  it('leads through the sign-in, and says that there are no rules yet', async () => {
    await page.goto(`${timeledger}/rules`);
    await fillSignIn(page, ADA);
    expect(page.url()).toBe(`${timeledger}/rules`);
    await shows('You have no rules yet.');
    await shows('Choose an activity, and its titles show here.');
    expect(await page.title()).toBe('Rules · Timeledger');
  });

  it('shows the titles of an activity, then what a text matches while it is typed', async () => {
    await openRules();
    await fill('Time in this activity', 'github.com');
    await shows('5 titles, 1 h 8 m in all.');
    await says('.titles', HOSTILE);
    expect(await page.$$eval('.titles img', (tags) => tags.length)).toBe(0);
    await fill('this text', 'ACME');
    await shows('2 titles: 50 m of 1 h 8 m.');
    await fill('this text', 'nothing of this kind');
    await shows('It matches no time of these days that no earlier rule takes.');
    await fill('this text', 'acme, i');
    await shows('One title: 20 m of 1 h 8 m.');
    await page.click('.titles button');
    expect(await valueOf('this text')).toBe('Acme, invoice');
  });

  it('makes a rule with a class, and the day shows the new activity at once', async () => {
    expect(await dayShows('github.com')).not.toContain('Client A');
    await openRules('?activity=github.com&text=acme');
    await shows('2 titles: 50 m of 1 h 8 m.');
    expect(await valueOf('Time in this activity')).toBe('github.com');
    await fill('counts as', 'Client A');
    const business = JSON.stringify(['Business', 'Accounting']);
    await page.waitForFunction(
      `[...document.querySelectorAll('option')].some((one) => one.value === '${business}')`,
      PATIENCE,
    );
    await page.select(await field('in the category'), business);
    await page.select(await field('with the level'), '1');
    await press('Save the rule');
    await shows('Saved. Client A has its time in all reports now.');
    await page.waitForSelector('.rules');
    await says('.rules', 'Client A Accounting github.com · title contains acme');
    await page.waitForFunction(`document.querySelector('${await field('this text')}').value === ''`, PATIENCE);
    await dayShows('Client A', 'github.com', 'Accounting');
  });

  it('says beside the field why a rule is refused, and keeps what was typed', async () => {
    await openRules('?activity=GitHub.com&text=ACME&name=Other');
    await press('Save the rule');
    await shows('You have a rule for this text already. Change that one.');
    expect(await page.$eval(await field('this text'), (input) => input.getAttribute('aria-invalid'))).toBe('true');
    expect(await valueOf('counts as')).toBe('Other');
  });

  it('moves a rule by the keyboard, and the focus stays on the button', async () => {
    await openRules(
      '?activity=github.com&in=url&match=starts-with&text=https%3A%2F%2Fgithub.com%2Facme%2Fbooks&name=Books',
    );
    await shows('It matches no time of these days that no earlier rule takes.');
    await press('Save the rule');
    await shows('Saved. Books');
    await page.waitForSelector('button[aria-label="Move Books up"]');
    await page.focus('button[aria-label="Move Books up"]');
    await page.keyboard.press('Enter');
    await shows('Books stands at place 1 now.');
    await page.waitForFunction(`document.querySelector('.rules li').innerText.includes('Books')`, PATIENCE);
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('Move Books up');
    await page.keyboard.press('Enter');
    await dayShows('Client A', 'Books');
  });

  it('changes a rule in the form, and gives a new one when that is cancelled', async () => {
    await openRules();
    await press('Change the rule for Books');
    await shows('Change a rule');
    expect(await page.evaluate(`document.activeElement.value`)).toBe('github.com');
    await press('Cancel');
    await shows('New rule');
    await press('Change the rule for Books');
    await fill('counts as', 'Book-keeping');
    await press('Save the rule');
    await shows('Saved. Book-keeping');
    await dayShows('Book-keeping');
  });

  it('asks before it removes a rule, and then the day is as before', async () => {
    await openRules();
    for (const name of ['Book-keeping', 'Client A']) {
      await press(`Remove the rule for ${name}`);
      await shows(`The time of ${name} counts for github.com again`);
      await press('Cancel');
      await page.waitForFunction(`!document.querySelector('dialog[open]')`, PATIENCE);
      expect(await textOf('.rules')).toContain(name);
      await press(`Remove the rule for ${name}`);
      await press('Remove the rule');
      await page.waitForFunction(`!document.querySelector('.rules')?.innerText.includes('${name}')`, PATIENCE);
    }
    await shows('You have no rules yet.');
    expect(await dayShows('github.com')).not.toContain('Client A');
  });

  it('names of strangers are words: markup, another direction, and no end', async () => {
    await openRules(
      `?activity=github.com&match=equals&text=${encodeURIComponent(HOSTILE)}&name=${encodeURIComponent(HOSTILE)}`,
    );
    await shows('One title: 5 m');
    await press('Save the rule');
    await shows('Saved.');
    await openRules(`?activity=github.com&text=${LONG}&name=${LONG}`);
    await press('Save the rule');
    await shows('Saved.');
    expect(await page.$$eval('main img', (tags) => tags.length)).toBe(0);
    await says('.rules', HOSTILE);
  });

  it('keeps what was typed when the session ends, and saves it after a sign-in on another page', async () => {
    await openRules('?activity=github.com&text=pull&name=Reviews');
    const cookies = await browser.cookies();
    await browser.deleteCookie(...cookies);
    await press('Save the rule');
    await shows('You are not signed in any more. What you typed is still here.');
    expect(await valueOf('counts as')).toBe('Reviews');
    const other = await browser.newPage();
    await other.goto(`${timeledger}/sign-in`);
    await fillSignIn(other, ADA);
    await other.close();
    await press('Save the rule');
    await shows('Saved. Reviews');
  });

  it('says that a rule is gone when another page removed it', async () => {
    await openRules();
    await press('Change the rule for Reviews');
    const other = await browser.newPage();
    await openRules('', other);
    await press('Remove the rule for Reviews', other);
    await press('Remove the rule', other);
    await shows('The rule is removed.', other);
    await other.close();
    await press('Save the rule');
    await shows('This rule is gone: it was removed on another page.');
  });

  it('has no fault that axe finds, in both themes', async () => {
    expect(await person.violations('/rules?activity=github.com&text=acme', '.rule-form')).toEqual([]);
  });

  it.each([320, 768])('needs no scrolling to the side at %i pixels', async (width) => {
    await page.setViewport({ width, height: 800 });
    await openRules('?activity=github.com&text=a');
    await shows('2 titles: 50 m of 1 h 0 m.');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.setViewport({ width: 1280, height: 900 });
  });

  it('speaks German to a reader of German', async () => {
    const german = await browser.newPage();
    await german.evaluateOnNewDocument(`Object.defineProperty(navigator, 'languages', { get: () => ['de-CH', 'en'] })`);
    await german.goto(`${timeledger}/rules`);
    await shows('Neue Regel', german);
    expect(await german.$eval('main', (main) => (main as { innerText?: string }).innerText)).not.toContain('New rule');
    await german.close();
  });
});
