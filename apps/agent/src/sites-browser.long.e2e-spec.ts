import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { describeInChromium, ExtensionBrowser } from '../../browser-extension/src/testing/chromium.js';
import { describeInFirefox, ExtensionFirefox } from '../../browser-extension/src/testing/firefox.js';
import { fill, press, shows } from '../../browser-extension/src/testing/page-acts.js';
import { startWebSite, type WebSite } from '../../browser-extension/src/testing/web-site.js';
import { x11Source } from './capture/x11-source.js';
import { openForExtension } from './loopback/for-extension.js';
import { Recorder } from './recording/recorder.js';
import { SiteNames } from './sites/site-names.js';
import { type SpooledSpan } from './spool/spool.js';
import { grown } from './testing/moments.js';
import { freePort } from './testing/free-port.js';
import { isInstalled, startXvfbDesktop, type XvfbDesktop } from './testing/xvfb-desktop.js';
import { until } from './testing/until.js';

/** Real browsers with the real extension, on a real desktop, and the agent's parts that name. */
const SCENE_MS = 3_000;

jest.setTimeout(240_000);

const hasDesktop = ['Xvfb', 'openbox', 'xdotool'].every(isInstalled);
if (!hasDesktop) process.stderr.write('NOT CHECKED: sites on a real desktop need Xvfb, openbox and xdotool.\n');
const onDesktop = (describeIn: (what: string) => typeof describe.skip) =>
  hasDesktop ? describeIn('sites on a real desktop') : describe.skip;

const ALPHA = 'https://localhost/alpha Alpha';
const BETA = 'https://localhost/beta Beta - a page';
const NAMELESS = 'no site no title';

let desktop: XvfbDesktop;
let site: WebSite;
let recorder: Recorder;
let spans: SpooledSpan[];
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Starts the agent's parts and a browser, and pairs them. */
async function start<T extends ExtensionBrowser | ExtensionFirefox>(open: (display: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-browser-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  desktop = await startXvfbDesktop();
  closing.push(desktop.close);
  site = await startWebSite();
  closing.push(() => site.close());
  const [sites, port] = [new SiteNames(() => performance.now()), await freePort()];
  const extension = await openForExtension({ port, dataFolder: folder, sites, say: () => undefined });
  closing.push(() => extension.close());
  const source = x11Source({ display: desktop.display, idlePollMs: 200 });
  const clock = { now: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }), correctionMs: 0 };
  const taken: SpooledSpan[] = (spans = []);
  const spool = extension.counting({ append: async (some) => (taken.push(...some), []) });
  const recording = new Recorder({ source, clock, spool, sites, idleLimitMs: 300_000, say: () => undefined });
  recorder = recording;
  const listening = [
    sites.named.subscribe((name) => recording.name(name)),
    sites.told.subscribe(() => recording.lookAgain()),
    source.reports().subscribe((report) => recording.see(report)),
  ];
  closing.push(() => listening.forEach((one) => one.unsubscribe()));
  const browser = await open(desktop.display);
  closing.push(() => browser.close());
  const options = await browser.open('options');
  await fill(options, 'port', String(port));
  await fill(options, 'code', extension.pairing.newCode());
  await press(options, 'Pair');
  await shows(options, 'Paired.');
  await options.close();
  return browser;
}

function scene(): Promise<unknown> {
  const endMs = performance.now() + SCENE_MS;
  return until('the end of the scene', () => (desktop.press(), performance.now() >= endMs), 4 * SCENE_MS, 200);
}

/** The names of the browser's time, in turn from the first page on, and the seconds of each. */
async function named() {
  await recorder.end();
  expect(JSON.stringify(spans)).not.toContain('hush');
  const shipped = grown(spans);
  const runs = shipped.map(({ url = 'no site', title = 'no title' }) => `${url} ${title}`);
  const inTurn = runs.filter((run, index) => run !== runs[index - 1]);
  const seconds = (run: string) =>
    shipped.reduce((sum, { startedAt, endedAt }, at) => sum + (runs[at] === run ? endedAt - startedAt : 0), 0) / 1_000;
  return { inTurn: inTurn.slice(inTurn.indexOf(ALPHA)), seconds };
}

onDesktop(describeInChromium)('a real Chromium with the extension', () => {
  it('has its time under its pages, and a private window has none', async () => {
    const chromium = await start((display) => ExtensionBrowser.start({ display }));
    const alpha = await chromium.visit(site.page('/alpha?user=me', 'Alpha'));
    await until('the window of Alpha', () => desktop.isActive('Alpha'));
    await scene();
    const beta = await chromium.visit(site.page('/beta', 'Beta - a page'));
    await scene();
    await alpha.bringToFront();
    await scene();
    const incognito = await chromium.browser.createBrowserContext();
    const secret = await incognito.newPage();
    await secret.goto(site.page('/alpha', 'Alpha'));
    await secret.bringToFront();
    await scene();
    await incognito.close();
    await beta.bringToFront();
    await scene();
    const { inTurn, seconds } = await named();
    expect(inTurn).toEqual([ALPHA, BETA, ALPHA, NAMELESS, BETA]);
    expect([seconds(ALPHA) >= 5, seconds(BETA) >= 5, seconds(NAMELESS) >= 2]).toEqual([true, true, true]);
  });
});

onDesktop(describeInFirefox)('a real Firefox with the extension', () => {
  it('has its time under its pages', async () => {
    const firefox = await start((display) => ExtensionFirefox.start({ display }));
    const alpha = await firefox.visit(site.page('/alpha?user=me', 'Alpha'));
    await until('the window of Alpha', () => desktop.isActive('Alpha'));
    await scene();
    await firefox.visit(site.page('/beta', 'Beta - a page'));
    await scene();
    await alpha.bringToFront();
    await scene();
    const { inTurn, seconds } = await named();
    expect(inTurn).toEqual([ALPHA, BETA, ALPHA]);
    expect([seconds(ALPHA) >= 5, seconds(BETA) >= 2]).toEqual([true, true]);
  });
});
