import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { TestUser } from '../../api/src/testing/app-actors.js';
import { freePort } from '../../api/src/testing/free-port.js';
import { startApp, type TestApp } from '../../api/src/testing/start-app.js';
import { until } from './testing/until.js';
import { describeInChromium, ExtensionBrowser } from './testing/chromium.js';
import { fill, press, shows } from './testing/page-acts.js';
import { ShakyProxy } from './testing/shaky-proxy.js';
import { startWebSite, type WebSite } from './testing/web-site.js';

interface SentActivity {
  readonly id: string;
  readonly url: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Input is proven to 15 seconds before now, so a stay must be longer. */
const LONG_ENOUGH_MS = 60_000;
jest.setTimeout(150_000);

describeInChromium('the extension without an agent')('the extension in Chromium, without an agent', () => {
  let app: TestApp;
  let user: TestUser;
  let network: ShakyProxy;
  let address: string;
  let site: WebSite;
  let profile: string;
  let chromium: ExtensionBrowser;

  beforeAll(async () => {
    app = await startApp();
    app.setNow(Date.now());
    user = await app.createUser('ada@example.org');
    network = new ShakyProxy(await app.listen());
    address = await network.listen();
    site = await startWebSite();
    profile = await mkdtemp(join(tmpdir(), 'timeledger-extension-'));
    chromium = await ExtensionBrowser.start({ profile });
    // Another program of this machine may have an agent at the usual port.
    await chromium.inWorker(`chrome.storage.local.set({ settings: { port: ${await freePort()} } })`);
    const as = (path: string, key: string) => app.http.post(path).set('Authorization', `Bearer ${key}`);
    await app.http
      .put('/api/v1/taxonomy/activities/127.0.0.1')
      .set('Authorization', `Bearer ${user.fullKey}`)
      .send({ productivity: -2 })
      .expect(204);
    await as('/api/v1/focus', user.agentKey).send({ minutes: 60 }).expect(204);
  });
  afterAll(async () => {
    await chromium?.close();
    await Promise.all([network?.close(), site?.close()]);
    await app?.close();
    await rm(profile, { recursive: true, force: true });
  });

  /** The alarm of the extension rings now. */
  const ring = () => chromium.inWorker(`chrome.alarms.create('look', { when: Date.now(), periodInMinutes: 0.5 })`);
  /** Rings until the server has heard of a page. */
  const heardOf = (path: string) =>
    until(
      `a record of ${path}`,
      async () => {
        app.setNow(Date.now());
        await ring();
        return sent().some(({ url }) => url.includes(path));
      },
      LONG_ENOUGH_MS,
    );
  const bodies = () => network.brought.filter(({ path }) => path === '/agent/v1/activities').map(({ text }) => text);
  const sent = (): SentActivity[] =>
    bodies().flatMap((text) => (JSON.parse(text) as { activities: SentActivity[] }).activities);
  /** What the server must count: each id once, to its last end. */
  const countedSeconds = () => {
    const ends = new Map(sent().map((one) => [one.id, one]));
    return [...ends.values()].reduce((sum, { startedAt, endedAt }) => sum + (endedAt - startedAt) / 1_000, 0);
  };
  const secondsAtServer = async () => {
    await app.caughtUp();
    const { body } = await app.http.get('/agent/v1/today').set('Authorization', `Bearer ${user.agentKey}`).expect(200);
    return (body as { seconds: number }).seconds;
  };

  it('is connected by address and key, and says what is wrong', async () => {
    const options = await chromium.open('options');
    await press(options, 'This extension alone');
    await fill(options, 'address', 'no address');
    await press(options, 'Connect');
    await shows(options, 'This is no address of a server.');
    await fill(options, 'address', address);
    await fill(options, 'key', 'a'.repeat(40));
    await press(options, 'Connect');
    await shows(options, 'The server refuses this key.');
    await fill(options, 'address', site.address);
    await press(options, 'Connect');
    await shows(options, 'No Timeledger server answers at this address.');
    await fill(options, 'address', address);
    await fill(options, 'key', user.agentKey);
    await press(options, 'Connect');
    await shows(options, `Connected with ${address}`);
    expect(await options.evaluate(`document.getElementById('key').value`)).toBe('');
    await options.close();
  });

  it('brings the time of the page in front to the server, and shows it in the popup', async () => {
    await chromium.visit(site.page('/one', 'One'));
    await heardOf('/one');
    const [first] = sent();
    expect(first).toMatchObject({ application: 'Chromium', url: 'https://localhost/one', title: 'One' });
    expect(JSON.stringify(network.brought)).not.toMatch(/secret=|hush|#/);
    expect(await secondsAtServer()).toBeCloseTo(countedSeconds(), 0);
    const popup = await chromium.open('popup');
    await shows(popup, 'Your time goes straight to the server.');
    await shows(popup, 'localhost');
    await shows(popup, 'A focus session runs until');
    await popup.close();
  });

  it('doubles nothing when an answer is lost, the network is cut, and the browser starts again', async () => {
    network.state = 'lost';
    await chromium.inWorker(`chrome.storage.session.remove(['server'])`);
    await chromium.visit(site.page('/two', 'Two'));
    await heardOf('/two');
    network.state = 'cut';
    const popup = await chromium.open('popup');
    await shows(popup, 'The server does not answer. Your time waits here.');
    await chromium.close();
    chromium = await ExtensionBrowser.start({ profile });
    network.state = 'open';
    const before = bodies().length;
    await until('the queue again', async () => {
      app.setNow(Date.now());
      await ring();
      return bodies().length > before;
    });
    const afterwards = await chromium.open('popup');
    await shows(afterwards, 'Your time goes straight to the server.');
    expect(sent().filter(({ url }) => url.includes('/two')).length).toBeGreaterThan(1);
    expect(await secondsAtServer()).toBeCloseTo(countedSeconds(), 0);
    await afterwards.close();
  });

  it('goes on when the browser stopped its script', async () => {
    await chromium.visit(site.page('/three', 'Three'));
    await chromium.stopWorker();
    await heardOfAfterWaking('/three');
    expect(await secondsAtServer()).toBeCloseTo(countedSeconds(), 0);
  });

  it('shows our page in place of a site of the session, and gives five more minutes', async () => {
    const page = await chromium
      .visit(site.page('/film', 'Film').replace('localhost', '127.0.0.1'))
      .catch(() => undefined);
    const film = page ?? (await chromium.browser.pages()).at(-1);
    if (!film) throw new Error('no page');
    await shows(film, 'Not now: 127.0.0.1');
    await press(film, 'Five more minutes');
    await until('the wanted page', async () => film.url().includes('/film?'));
  });

  /** The browser wakes the script by an event of a tab. */
  async function heardOfAfterWaking(path: string): Promise<void> {
    const page = await chromium.visit(site.page(path, 'Woken'));
    await page.bringToFront();
    await chromium.browser.waitForTarget((target) => target.url().endsWith('/background.js'));
    await chromium.inWorker(`chrome.storage.session.get(['server']).then(({ server }) =>
      chrome.storage.session.set({ server: { ...server, nextSyncAt: 0 } }))`);
    await heardOf(path);
  }
});
