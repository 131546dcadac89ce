import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort } from '../../agent/src/testing/free-port.js';
import { endPrograms, startNode } from '../../agent/src/testing/programs.js';
import {
  allIsReported,
  askReport,
  createUser,
  secondsBy,
  startRealServer,
} from '../../agent/src/testing/real-server.js';
import { describeOnDesktop, startXvfbDesktop } from '../../agent/src/testing/xvfb-desktop.js';
import { describeInChromium, ExtensionBrowser } from './testing/chromium.js';
import { fill, press, shows } from './testing/page-acts.js';
import { until } from './testing/until.js';
import { startWebSite } from './testing/web-site.js';

const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const SCENE_MS = 5_000;

jest.setTimeout(240_000);

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const describeHere =
  describeInChromium('the journey of a web site') === describe ? describeOnDesktop : () => describe.skip;

describeHere('the journey of a web site')('extension, agent and server together', () => {
  it('make a row of a report of the site that a person reads, and the popup shows it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'timeledger-journey-of-site-'));
    opened.push(() => rm(folder, { recursive: true, force: true }), endPrograms);
    const server = await startRealServer(join(folder, 'server'));
    const { key, agentKey } = await createUser(server, join(folder, 'server'));
    const desktop = await startXvfbDesktop();
    opened.push(desktop.close);
    const site = await startWebSite();
    opened.push(site.close);
    const [port, agentFolder] = [await freePort(), join(folder, 'agent')];
    const words = ['--server', server.url, '--display', desktop.display, '--data-dir', agentFolder];
    const agent = startNode([AGENT, 'run', ...words, '--sync-seconds', '1', '--extension-port', String(port)], {
      TIMELEDGER_KEY: agentKey,
    });
    await until('the agent to see the desktop', async () => agent.output().includes('the desktop answers'));
    const pair = startNode([AGENT, 'pair', '--json', '--data-dir', agentFolder]);
    expect(await pair.ended).toBe(0);
    const { code } = JSON.parse(pair.output()) as { code: string };

    const chromium = await ExtensionBrowser.start({ display: desktop.display });
    opened.push(() => chromium.close());
    const options = await chromium.open('options');
    await fill(options, 'port', String(port));
    await fill(options, 'code', code);
    await press(options, 'Pair');
    await shows(options, 'Paired.');
    await options.close();

    await chromium.visit(site.page('/project', 'The project'));
    await until('the window', async () => desktop.isActive('The project'));
    const endMs = performance.now() + SCENE_MS;
    await until('the end of the scene', async () => (desktop.press(), performance.now() >= endMs));
    const popup = await chromium.open('popup');
    await shows(popup, 'The agent on this computer hears of your tabs.');
    await shows(popup, 'localhost');
    agent.child.kill('SIGTERM');
    expect(await agent.ended).toBe(0);
    await allIsReported(server);
    const report = await askReport(server.url, key);
    expect(secondsBy('Activity', report)['localhost']).toBeGreaterThan(SCENE_MS / 2_000);
    const documents = await askReport(server.url, key, { restrict_kind: 'document' });
    expect(Object.keys(secondsBy('Document', documents))).toContain('The project');
    expect(JSON.stringify([report, documents])).not.toContain('hush');
  });
});
