import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { axeFaults, describeInBrowser, startBrowser } from '../testing/browser.js';
import { startServer } from '../testing/start-server.js';
import { until } from '../testing/until.js';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const LINK = /http:\/\/127\.0\.0\.1:\d+\/set-up#[-0-9a-f]{36}\n/;

let dir: string;
let running: ReturnType<typeof startServer> | undefined;
/** Starts the server and resolves to the link that it prints. */
async function start(): Promise<string> {
  running = startServer(dir, {});
  await until('the link', () => Promise.resolve(LINK.test(running?.printed() ?? '')));
  return (LINK.exec(running.printed())?.[0] ?? '').trim();
}
async function stop(): Promise<void> {
  running?.server.kill('SIGTERM');
  await running?.ended;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-set-up-'));
});
afterAll(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
});

describeInBrowser('the set-up page')('a person who starts a server for the first time', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  const shows = (words: string) => page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`);
  const press = (words: string) =>
    page.evaluate(
      `[...document.querySelectorAll('button, a')].find((one) => one.innerText === ${JSON.stringify(words)}).click()`,
    );
  const checkedInBothThemes = async (open: () => Promise<unknown>) => {
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      expect(await axeFaults(page, open)).toEqual([]);
    }
  };

  it('gets nothing by the address alone, and nothing by the link of an earlier start', async () => {
    const early = await start();
    await stop();
    const link = await start();
    const earlyHere = new URL(`/set-up${new URL(early).hash}`, link).href;
    await page.goto(new URL('/set-up', link).href);
    await shows('Open the link that the server printed');
    await page.goto(earlyHere);
    await shows('This link does not work');
    expect(await page.$('form')).toBeNull();
  });

  it('makes the account with the zone of the browser, and sees what is wrong beside the field', async () => {
    const link = (LINK.exec(running?.printed() ?? '')?.[0] ?? '').trim();
    await page.emulateTimezone('America/New_York');
    const open = async () => {
      await page.goto('about:blank');
      await page.goto(link);
      await page.waitForSelector('form');
    };
    await checkedInBothThemes(open);
    await open();
    expect(await page.$eval('input[list]', ({ value }) => value)).toBe('America/New_York');
    expect(await page.$$eval('datalist option', (options) => options.length)).toBeGreaterThan(300);
    await page.type('input[type=email]', ADA.email);
    await page.type('input[type=password]', 'password12');
    await press('Make the account');
    await page.waitForSelector('input[type=password][aria-invalid]');
    await page.$eval('input[type=password]', (input) => input.select());
    await page.type('input[type=password]', ADA.password);
    await press('Make the account');
    await shows('Your account is ready');
    await page.goto(link);
    await shows('This link does not work');
  });

  it('shows the command for the agent, and sees the first minute arrive', async () => {
    const origin = new URL(LINK.exec(running?.printed() ?? '')?.[0] ?? '').origin;
    const open = async () => {
      await page.goto(`${origin}/welcome`);
      await page.waitForSelector('.steps');
    };
    await checkedInBothThemes(open);
    await page.goto(`${origin}/day`);
    await page.waitForSelector('.steps');
    await page.setViewport({ width: 320, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await shows('Waiting for the first minute');
    const command = await page.$eval('.copy code', ({ textContent }) => textContent ?? '');
    expect(command).toBe(`npm run agent -- login --server ${origin} && npm run agent -- run`);
    const key = await agentKey(page);
    const endedAt = Date.now();
    const minute = { id: '1', application: 'Emacs', title: 'notes.org', startedAt: endedAt - 60_000, endedAt };
    const device = { id: 'd1', machine: 'desk', osUser: 'me' };
    const answer = await fetch(`${origin}/agent/v1/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ device, source: 'computers', activities: [minute] }),
    });
    expect(answer.status).toBe(200);
    // The day itself takes the place of the first steps.
    await page.waitForSelector('.figures + * svg, .card svg');
    expect(await page.$('.steps')).toBeNull();
  });
});

/** Makes a key of the kind agent in the session of the page, as `login` does. */
const agentKey = (page: Page): Promise<string> =>
  page.evaluate(`(async () => {
    const { csrfToken } = await (await fetch('/api/v1/session')).json();
    const headers = { 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'agent', kind: 'agent' });
    return (await (await fetch('/api/v1/keys', { method: 'POST', headers, body })).json()).key;
  })()`) as Promise<string>;

it('a server with an account prints no link', async () => {
  await stop();
  running = startServer(dir, { LOG_LEVEL: 'info' });
  await until('the start', () => Promise.resolve(running?.printed().includes('listening') ?? false));
  const port = /:(\d+)\n/.exec(running.printed())?.[1];
  const link = () => fetch(`http://127.0.0.1:${port}/api/v1/set-up/link`, { method: 'POST', body: '{"link":""}' });
  await until('an answer', async () => (await link()).status === 404);
  await stop();
  expect(running.printed()).not.toContain('set-up#');
});
