import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { describeInChromium, ExtensionBrowser } from '../../browser-extension/src/testing/chromium.js';
import { fill, press, shows } from '../../browser-extension/src/testing/page-acts.js';
import { startWebSite, type WebSite } from '../../browser-extension/src/testing/web-site.js';
import { x11Source } from './capture/x11-source.js';
import { type ForExtension, openForExtension } from './loopback/for-extension.js';
import { Recorder } from './recording/recorder.js';
import { SiteNames } from './sites/site-names.js';
import { type SpooledSpan } from './spool/spool.js';
import { grown } from './testing/moments.js';
import { freePort } from './testing/free-port.js';
import { isInstalled, startXvfbDesktop, type XvfbDesktop } from './testing/xvfb-desktop.js';
import { until } from './testing/until.js';

/** A real Chromium with the real extension, on a real desktop, and the agent's parts that name. */
const SCENE_MS = 3_000;

jest.setTimeout(240_000);

const hasDesktop = ['Xvfb', 'openbox', 'xdotool'].every(isInstalled);
if (!hasDesktop) process.stderr.write('NOT CHECKED: sites on a real desktop need Xvfb, openbox and xdotool.\n');
const describeHere = hasDesktop ? describeInChromium('sites on a real desktop') : describe.skip;

describeHere('a real Chromium with the extension', () => {
  let folder: string;
  let desktop: XvfbDesktop;
  let site: WebSite;
  let chromium: ExtensionBrowser;
  let extension: ForExtension;
  const spans: SpooledSpan[] = [];
  const closing: (() => unknown)[] = [];
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  /** Starts the agent's parts, the browser, and pairs them. */
  async function start(): Promise<Recorder> {
    folder = await mkdtemp(join(tmpdir(), 'timeledger-browser-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    desktop = await startXvfbDesktop();
    closing.push(desktop.close);
    site = await startWebSite();
    closing.push(() => site.close());
    const [sites, port] = [new SiteNames(() => performance.now()), await freePort()];
    extension = await openForExtension({ port, dataFolder: folder, sites, say: () => undefined });
    closing.push(() => extension.close());
    const source = x11Source({ display: desktop.display, idlePollMs: 200 });
    const clock = { now: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }), correctionMs: 0 };
    const spool = extension.counting({ append: async (some) => (spans.push(...some), []) });
    const recorder = new Recorder({ source, clock, spool, sites, idleLimitMs: 300_000, say: () => undefined });
    const listening = [
      sites.named.subscribe((name) => recorder.name(name)),
      sites.told.subscribe(() => recorder.lookAgain()),
      source.reports().subscribe((report) => recorder.see(report)),
    ];
    closing.push(() => listening.forEach((one) => one.unsubscribe()));
    chromium = await ExtensionBrowser.start({ display: desktop.display });
    closing.push(() => chromium.close());
    const options = await chromium.open('options');
    await fill(options, 'port', String(port));
    await fill(options, 'code', extension.pairing.newCode());
    await press(options, 'Pair');
    await shows(options, 'Paired.');
    await options.close();
    return recorder;
  }

  function scene(): Promise<unknown> {
    const endMs = performance.now() + SCENE_MS;
    return until('the end of the scene', () => (desktop.press(), performance.now() >= endMs), 4 * SCENE_MS, 200);
  }

  it('has its time under its pages, and a private window has none', async () => {
    const recorder = await start();
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
    await recorder.end();
    const shipped = grown(spans);
    const runs = shipped.map(({ url = 'no site', title = 'no title' }) => `${url} ${title}`);
    const ALPHA = 'https://localhost/alpha Alpha';
    const BETA = 'https://localhost/beta Beta - a page';
    const NAMELESS = 'no site no title';
    const inTurn = runs.filter((run, index) => run !== runs[index - 1]);
    expect(inTurn.slice(inTurn.indexOf(ALPHA))).toEqual([ALPHA, BETA, ALPHA, NAMELESS, BETA]);
    const seconds = (run: string) =>
      shipped.reduce((sum, { startedAt, endedAt }, at) => sum + (runs[at] === run ? endedAt - startedAt : 0), 0) /
      1_000;
    expect([seconds(ALPHA) >= 5, seconds(BETA) >= 5, seconds(NAMELESS) >= 2]).toEqual([true, true, true]);
    expect(JSON.stringify(spans)).not.toContain('hush');
  });
});
