import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type Page } from 'puppeteer-core';
import { describeInChromium, ExtensionBrowser } from '../../browser-extension/src/testing/chromium.js';
import { fill, press, shows } from '../../browser-extension/src/testing/page-acts.js';
import { startWebSite, type WebSite } from '../../browser-extension/src/testing/web-site.js';
import { askAgent } from './control/control-client.js';
import { describeOnBus, startBusDaemon } from './testing/bus-daemon.js';
import { freePort } from './testing/free-port.js';
import { type NotificationService, startNotificationService } from './testing/notification-service.js';
import { crash, endPrograms, type Program, startNode } from './testing/programs.js';
import { callServer, createFullKey, createUser, type RealServer, startRealServer } from './testing/real-server.js';
import { until } from './testing/until.js';
import { followWindows, type WindowEvents } from './testing/window-events.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from './testing/xvfb-desktop.js';

/** FocusTime with everything real: server, agent, window manager, browser with extension, bus. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const MINIMISED_WITHIN_MS = 500;
const PATIENCE_MS = 120_000;
const GRACE_MS = 10_000;

jest.setTimeout(900_000);

/** Each SIGUSR2 moves the clock that never jumps by five minutes: no test waits so long. */
const FAST_CLOCK = `
  const now = performance.now.bind(performance);
  let passedMs = 0;
  performance.now = () => now() + passedMs;
  process.on('SIGUSR2', () => {
    passedMs += 301_000;
    process.stderr.write('[five minutes later]');
  });`;

const describeHere = [describeInChromium, describeOnBus, describeOnDesktop].every((on) => on('FocusTime') === describe)
  ? describe
  : describe.skip;

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

let folder: string;
let server: RealServer;
let desktop: XvfbDesktop;
let service: NotificationService;
let events: WindowEvents;
let site: WebSite;
let keys: { key: string; agentKey: string; fullKey: string };
let port: number;
let busAddress: string;

async function setScene(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'timeledger-focus-'));
  opened.push(() => rm(folder, { recursive: true, force: true }), endPrograms);
  server = await startRealServer(join(folder, 'server'));
  const user = await createUser(server, join(folder, 'server'));
  keys = { ...user, fullKey: await createFullKey(server, join(folder, 'server'), user.id) };
  desktop = await startXvfbDesktop();
  opened.push(desktop.close);
  events = await followWindows(desktop.display);
  opened.push(events.close);
  const bus = await startBusDaemon();
  busAddress = bus.address;
  opened.push(bus.close);
  service = await startNotificationService(bus.address);
  opened.push(service.close);
  site = await startWebSite();
  opened.push(site.close);
  port = await freePort();
  await writeFile(join(folder, 'fast-clock.mjs'), FAST_CLOCK);
  for (const [name, productivity] of Object.entries({ Game: -2, Editor: 2, localhost: -2 }))
    await asOwner('PUT', `/api/v1/taxonomy/activities/${name}`, { productivity });
}

const asOwner = (method: string, path: string, body?: object) =>
  callServer(server, keys.fullKey, { method, path, ...(body && { body }) });
const agentFolder = () => join(folder, 'agent');

async function startAgent(): Promise<Program> {
  const words = ['--server', server.url, '--display', desktop.display, '--data-dir', agentFolder()];
  const ports = ['--extension-port', `${port}`, '--sync-seconds', '2'];
  const agent = startNode(['--import', join(folder, 'fast-clock.mjs'), AGENT, 'run', ...words, ...ports], {
    TIMELEDGER_KEY: keys.agentKey,
    DBUS_SESSION_BUS_ADDRESS: busAddress,
  });
  await until('the agent to see the desktop', () => agent.output().includes('the desktop answers'), PATIENCE_MS);
  return agent;
}

async function command(...words: string[]): Promise<string> {
  const asking = [...words, '--server', server.url, '--data-dir', agentFolder()];
  const program = startNode([AGENT, ...asking], { TIMELEDGER_KEY: keys.agentKey });
  expect([words, await program.ended, program.output()]).toEqual([words, 0, expect.anything()]);
  return program.output();
}

const said = (agent: Program, words: RegExp) =>
  until(`"${words.source}"`, () => words.test(agent.output()), PATIENCE_MS);
/** Moves the agent's clock. */
async function fiveMinutes(agent: Program): Promise<void> {
  const moved = () => agent.output().split('[five minutes later]').length;
  const before = moved();
  agent.child.kill('SIGUSR2');
  await until('the later time', () => moved() > before);
}
const notified = (words: RegExp) => service.shown.filter(({ summary, body }) => words.test(`${summary} ${body}`));
const isVisible = (title: string) => desktop.xdotool('search', '--onlyvisible', '--name', title) !== null;
const activate = (title: string) => desktop.xdotool('search', '--name', title, 'windowactivate');
/** Resolves to how long the next window stayed that is minimised from now on. */
async function nextMinimised(act: () => unknown): Promise<number> {
  const before = events.minimised.length;
  act();
  await until('a minimised window', () => events.minimised.length > before, PATIENCE_MS);
  return events.minimised[before]?.afterMs ?? NaN;
}

async function pairedBrowser(): Promise<ExtensionBrowser> {
  const pair = JSON.parse(await commandOnFolder('pair', '--json')) as { code: string };
  const chromium = await ExtensionBrowser.start({ display: desktop.display });
  opened.push(() => chromium.close());
  const options = await chromium.open('options');
  await fill(options, 'port', String(port));
  await fill(options, 'code', pair.code);
  await press(options, 'Pair');
  await shows(options, 'Paired.');
  await options.close();
  return chromium;
}

async function commandOnFolder(...words: string[]): Promise<string> {
  const program = startNode([AGENT, ...words, '--data-dir', agentFolder()]);
  expect(await program.ended).toBe(0);
  return program.output();
}

const isBlocked = (page: Page) => until('our page', () => page.url().endsWith('/blocked.html'), PATIENCE_MS);
const isBack = (page: Page) => until('the page itself', () => page.url().includes('/film?'), PATIENCE_MS);
const enforced = async () => {
  const { running, sessions } = (await asOwner('GET', '/api/v1/focus')) as {
    running: { enforced: Counts } | null;
    sessions: { enforced: Counts }[];
  };
  return (running ?? sessions[0])?.enforced ?? { minimised: 0, notified: 0, sites: 0 };
};
type Counts = Record<'minimised' | 'notified' | 'sites', number>;

describeHere('a focus session with everything real', () => {
  it('keeps windows and pages away, survives a crash, and ends on time though the server is away', async () => {
    await setScene();
    let agent = await startAgent();
    const chromium = await pairedBrowser();
    expect(await command('focus', 'start', '30')).toBe('a focus session runs for 30 minutes\n');
    await until('the notice', () => notified(/^Focus until /).length === 1);

    desktop.run('xterm', '-class', 'Editor', '-T', 'my work', '-e', 'sleep', '800');
    await until('the editor', () => desktop.isActive('my work'), PATIENCE_MS);
    const games = () => desktop.run('xterm', '-class', 'Game', '-T', 'games', '-e', 'sleep', '800');
    // It is there before the grace time ends, and goes with it.
    expect(await nextMinimised(games)).toBeLessThan(GRACE_MS + 2_000);
    expect(await nextMinimised(() => activate('games'))).toBeLessThan(MINIMISED_WITHIN_MS);
    expect([isVisible('games'), isVisible('my work')]).toEqual([false, true]);
    expect(events.minimised).toHaveLength(2);

    const page = await chromium.visit(site.page('/film', 'Film')).catch(() => null);
    const film = page ?? (await chromium.browser.pages()).at(-1);
    if (film === undefined) throw new Error('there is no page');
    for (let times = 0; times < 2; times++) {
      await isBlocked(film);
      await press(film, 'Five more minutes');
      await isBack(film);
      await fiveMinutes(agent);
    }
    await isBlocked(film);
    await shows(film, 'Not now: localhost');
    expect(await film.evaluate('document.body.innerText')).not.toContain('Five more minutes');
    await askAgent(agentFolder(), 'look', null);
    await until('the counts', async () => (await enforced()).minimised === 2);
    expect((await enforced()).sites).toBeGreaterThanOrEqual(1);

    await crash(agent);
    agent = await startAgent();
    await said(agent, /a focus session runs until/);
    expect(await nextMinimised(() => activate('games'))).toBeLessThan(GRACE_MS + 5_000);
    expect(await nextMinimised(() => activate('games'))).toBeLessThan(MINIMISED_WITHIN_MS);
    await askAgent(agentFolder(), 'look', null);
    await until('the counts of both runs', async () => (await enforced()).minimised === 4);

    await crash(server.program);
    for (let passed = 0; passed < 6; passed++) await fiveMinutes(agent);
    await until('the end', () => notified(/^The focus session is over/).length === 1, PATIENCE_MS);
    await shows(film, 'The focus session is over.');
    activate('games');
    await until('the game', () => desktop.isActive('games'));
    expect(events.minimised).toHaveLength(4);
    agent.child.kill('SIGTERM');
    expect(await agent.ended).toBe(0);
    process.stdout.write(`minimised after ${events.minimised.map(({ afterMs }) => afterMs).join(', ')} ms\n`);
  });

  it('begins by the API of RescueTime too, and ends by a command; an alert is shown once', async () => {
    await setScene();
    let agent = await startAgent();
    const chromium = await pairedBrowser();
    const begin = await fetch(`${server.url}/anapi/start_focustime?key=${keys.key}&duration=30`, { method: 'POST' });
    expect(begin.status).toBe(200);
    await said(agent, /a focus session runs until/);
    const film = await chromium.browser.newPage();
    await film.goto(site.page('/film', 'Film')).catch(() => undefined);
    await isBlocked(film);
    expect(await command('focus', 'stop')).toBe('no focus session runs\n');
    await said(agent, /the focus session is over/);
    await shows(film, 'The focus session is over.');
    await press(film, 'Open localhost');
    await isBack(film);

    const subject = { kind: 'total' };
    await asOwner('POST', '/api/v1/alerts', { comparison: 'more-than', hours: 0.25, subject });
    const device = { id: 'other', machine: 'm', osUser: 'u', platform: 'linux' };
    const endedAt = Date.now() - 60_000;
    const activity = { id: '7c0f5f3e-0f5b-4d0a-9f39-5a3f6b3c9a51', application: 'Vim', startedAt: endedAt - 1_200_000 };
    const body = { device, source: 'computers', activities: [{ ...activity, endedAt }] };
    await callServer(server, keys.agentKey, { path: '/agent/v1/activities', body });
    const isShown = async () => {
      await askAgent(agentFolder(), 'look', null);
      return notified(/^Alert You spent /).length > 0;
    };
    await until('the alert', isShown, PATIENCE_MS, 1_000);
    await crash(agent);
    agent = await startAgent();
    await askAgent(agentFolder(), 'look', null);
    expect(notified(/^Alert /)).toHaveLength(1);
    agent.child.kill('SIGTERM');
    expect(await agent.ended).toBe(0);
  });
});
