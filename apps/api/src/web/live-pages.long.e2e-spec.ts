import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { describeInBrowser, startBrowser } from '../testing/browser.js';
import { freePort } from '../testing/free-port.js';
import { bearer, LiveScene } from '../testing/live-scene.js';
import { fillSignIn, PageScene, type Person, shows, textOf } from '../testing/page-scene.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { startServer } from '../testing/start-server.js';
import { until } from '../testing/until.js';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;
let browser: Browser;

describeInBrowser('an open page')('an open page', () => {
  let app: TestApp;
  let url: string;
  let scene: LiveScene;
  let people = 0;
  const scenes: PageScene[] = [];
  beforeAll(async () => {
    app = await startApp();
    url = await app.listen();
    scene = new LiveScene(app, url);
    browser = await startBrowser();
  });
  afterEach(async () => {
    app.setNow(NOON);
    for (const one of scenes.splice(0)) await one.close();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function person() {
    const ada: Person = { email: `page-${(people += 1)}@example.org`, password: PASSWORD };
    const account = { ...ada, timeZone: 'Europe/Berlin' };
    const { body } = await app.http.post('/api/v1/users').set(bearer(app.adminToken)).send(account).expect(201);
    const { id } = body as { id: string };
    const [agentKey, fullKey] = [await app.createKey(id, 'agent'), await app.createKey(id, 'full')];
    const pages = await PageScene.begin(browser, url);
    scenes.push(pages);
    return { ...ada, id, agentKey, fullKey, key: fullKey, pages };
  }
  const isLive = (page: Page) => shows(page, 'live · last minute');
  /** The notes come after the figures of the day. */
  const typeNote = async (page: Page, words: string) => {
    await page.waitForSelector('.add input');
    await page.type('.add input', words);
  };

  it('shows a new minute within two seconds, and asks for nothing that did not change', async () => {
    const ada = await person();
    await scene.post(ada, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    // The first use of a key in a day is a change of the account.
    await app.http.get('/api/v1/account').set(bearer(ada.fullKey)).expect(200);
    const page = await ada.pages.signIn('/', ada);
    await isLive(page);
    expect(await textOf(page)).toContain('live · last minute 9:00 AM');
    const asked: string[] = [];
    // One connection stays open: the page listens.
    await page.waitForNetworkIdle({ concurrency: 1 });
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await scene.post(ada, '2026-11-21T08:10:00Z');
    await shows(page, '6 m', 2_000);
    expect(await textOf(page)).toContain('live · last minute 9:10 AM');
    expect(asked).toContain('/api/v1/reports/day');
    expect(asked).not.toContain('/api/v1/highlights');
    await page.waitForNetworkIdle({ concurrency: 1 });
    asked.length = 0;
    await scene.note(ada);
    await shows(page, 'done', 2_000);
    expect(new Set(asked)).toEqual(new Set(['/api/v1/highlights']));
  });

  it('shows each of two people their own time, and one person the same in two tabs', async () => {
    const [ada, bob] = [await person(), await person()];
    for (const one of [ada, bob]) await scene.post(one, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    const [first, ofBob] = [await ada.pages.signIn('/', ada), await bob.pages.signIn('/', bob)];
    const second = await ada.pages.open('/day/2026-11-21');
    // A tab in the background hears nothing until it is shown again.
    await first.bringToFront();
    await isLive(first);
    await ofBob.bringToFront();
    await isLive(ofBob);
    await first.bringToFront();
    await first.focus('.bars > li[tabindex]');
    await first.keyboard.press('5');
    await shows(first, 'vim is very distracting now.');
    await second.bringToFront();
    const level = String.raw`/distracting[^]*\n3 m$/.test(document.querySelector('.figures').innerText)`;
    await second.waitForFunction(level);
    await ofBob.bringToFront();
    await scene.note(bob);
    await shows(ofBob, 'done');
    expect(await ofBob.evaluate(level)).toBe(false);
  });

  it('moves on at midnight, says so, and notes what was typed before on the day of its begin', async () => {
    const ada = await person();
    app.setNow(Date.parse('2026-11-21T23:59:50+01:00'));
    await scene.post(ada, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    const page = await ada.pages.signIn('/', ada);
    await isLive(page);
    await typeNote(page, 'Ready at last');
    app.setNow(Date.parse('2026-11-22T00:00:05+01:00'));
    await shows(page, 'A new day has begun. This page shows Sunday, November 22, 2026 now.');
    await shows(page, 'This is noted on Saturday, November 21, 2026.');
    expect(await page.title()).toBe('Sunday, November 22, 2026 · Timeledger');
    await page.click('.add button');
    await page.waitForFunction("document.querySelector('.add input').value === ''");
    await page.evaluate(
      "[...document.querySelectorAll('main a')].find((one) => one.innerText.startsWith('Go to')).click()",
    );
    await shows(page, 'Ready at last');
    expect(page.url()).toBe(`${url}/day/2026-11-21`);
  });

  it('follows a change of the zone of the account', async () => {
    const ada = await person();
    await scene.post(ada, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    const page = await ada.pages.signIn('/', ada);
    await isLive(page);
    const zone = { timeZone: 'Pacific/Kiritimati' };
    await app.http.put('/api/v1/account').set(bearer(ada.fullKey)).send(zone).expect(204);
    await shows(page, 'Your time zone is Pacific/Kiritimati now. This page shows Sunday, November 22, 2026.');
  });

  it('keeps what is typed when the session ends, and goes on after signing in on another page', async () => {
    const ada = await person();
    await scene.post(ada, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    const page = await ada.pages.signIn('/', ada);
    await isLive(page);
    await typeNote(page, 'Half a sentence');
    const other = await ada.pages.open('/account');
    await Promise.all([other.waitForNavigation(), other.click('form[action="/sign-out"] button')]);
    await page.bringToFront();
    await shows(page, 'You are not signed in any more. What you typed is still here.');
    await other.bringToFront();
    await fillSignIn(other, ada);
    await page.bringToFront();
    await isLive(page);
    await page.click('.add button');
    await shows(page, 'Half a sentence');
    expect(await textOf(page)).not.toContain('You are not signed in any more');
  });

  it('is live again after the button back of the browser', async () => {
    const ada = await person();
    await scene.post(ada, '2026-11-21T08:00:00Z');
    await app.caughtUp();
    const page = await ada.pages.signIn('/', ada);
    await isLive(page);
    await page.goto(`${url}/hello`);
    await scene.post(ada, '2026-11-21T08:10:00Z');
    await page.goBack();
    await isLive(page);
    await shows(page, '6 m');
    await scene.post(ada, '2026-11-21T08:20:00Z');
    await shows(page, '9 m', 2_000);
  });

  it('is loaded again when a deployment took its scripts away, but not over what is typed', async () => {
    const ada = await person();
    const page = await ada.pages.signIn('/day/2026-11-20', ada);
    await page.waitForSelector('.figures');
    // The browser may ask for a script more than once.
    let isDeployed = true;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.url().endsWith('/welcome')) isDeployed = false;
      const isGone = isDeployed && request.url().includes('/assets/welcome-page');
      void (isGone ? request.respond({ status: 404 }) : request.continue());
    });
    const toWelcome = () =>
      page.evaluate("history.pushState(null, '', '/welcome'); dispatchEvent(new PopStateEvent('popstate'))");
    await typeNote(page, 'Half a sentence');
    await toWelcome();
    await shows(page, 'The server has a newer version of these pages.');
    expect(await page.$eval('.add input', ({ value }) => value)).toBe('Half a sentence');
    await page.goto(`${url}/day/2026-11-20`);
    await page.waitForSelector('.figures');
    await Promise.all([page.waitForNavigation(), toWelcome()]);
    await page.waitForSelector('.steps');
    expect(page.url()).toBe(`${url}/welcome`);
  });
});

describeInBrowser('a page over a restart')('an open page, when the server is started again', () => {
  it('says that it connects again, and is right within seconds', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'timeledger-restart-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = async () => {
      const started = startServer(dataDir, { PORT: String(port) });
      await started.listening;
      return started;
    };
    let { server, ended } = await start();
    const chromium = await startBrowser();
    try {
      const adminToken = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
      const asAdmin = (path: string, body: object) => send(`${url}${path}`, adminToken, body);
      const ada = { email: 'ada@example.org', password: PASSWORD };
      const { id } = await asAdmin('/api/v1/users', { ...ada, timeZone: 'UTC' });
      const { key } = await asAdmin(`/api/v1/users/${id}/keys`, { name: 'desk', kind: 'agent' });
      // Time of yesterday: it is over at any time of day.
      const yesterday = new Date(Date.now() - 24 * HOUR_MS).toISOString().slice(0, 10);
      const post = (clock: string) => {
        const startedAt = Date.parse(`${yesterday}T${clock}:00Z`);
        const activity = { id: clock, application: 'vim', startedAt, endedAt: startedAt + 180_000 };
        const device = { id: 'desk', machine: 'desk', osUser: 'ada' };
        return send(`${url}/agent/v1/activities`, key, { device, source: 'computers', activities: [activity] });
      };
      await post('08:00');
      const pages = await PageScene.begin(chromium, url);
      const page = await pages.signIn(`/day/${yesterday}`, ada);
      await shows(page, '3 m');
      for (const [signal, clock, total] of [
        ['SIGTERM', '08:10', '6 m'],
        ['SIGKILL', '08:20', '9 m'],
      ] as const) {
        server.kill(signal);
        await ended;
        await shows(page, 'reconnecting …');
        ({ server, ended } = await start());
        await post(clock);
        await shows(page, total, 20_000);
        await page.waitForFunction("!document.body.innerText.includes('reconnecting')");
      }
      server.kill('SIGKILL');
      await ended;
      // The script of one page is there already. That of the other one is not.
      const open = (link: string) => page.click(`nav ::-p-text(${link})`);
      await open('Week');
      await shows(page, 'The server does not answer.', 20_000);
      await open('Rules');
      await shows(page, 'reconnecting …');
      ({ server, ended } = await start());
      await shows(page, 'A rule counts a part of an activity', 20_000);
      await page.goBack();
      await page.goBack();
      await shows(page, '9 m');
      expect(await page.$('[role=alert]')).toBeNull();
    } finally {
      await chromium.close();
      server.kill();
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 150_000);
});

async function send(address: string, token: string, body: object) {
  const headers = { ...bearer(token), 'Content-Type': 'application/json' };
  const answer = await until('the server', async () =>
    fetch(address, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined),
  );
  return (await answer.json()) as { id: string; key: string };
}
