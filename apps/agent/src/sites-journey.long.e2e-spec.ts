import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { freePort } from './testing/free-port.js';
import { startJsDesktop } from './testing/js-desktop.js';
import { PairedExtension } from './testing/paired-extension.js';
import { endPrograms, startNode } from './testing/programs.js';
import { allIsReported, askReport, createUser, secondsBy, startRealServer } from './testing/real-server.js';
import { until } from './testing/until.js';

/** The compiled programs: a page that an extension tells becomes the row of a web site. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const SCENE_MS = 3_000;

jest.setTimeout(180_000);

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Pairs by the code that the command shows. Returns the headers of the extension. */
async function paired(folder: string, port: number): Promise<PairedExtension> {
  const command = startNode([AGENT, 'pair', '--json', '--data-dir', folder]);
  expect(await command.ended).toBe(0);
  const { code } = JSON.parse(command.output()) as { code: string };
  return PairedExtension.pair(port, code);
}

it('a told page becomes a web site of the report, other windows stay as they are, and a pause is one', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'timeledger-sites-'));
  opened.push(() => rm(parent, { recursive: true, force: true }), endPrograms);
  const server = await startRealServer(join(parent, 'server'));
  const { key, agentKey } = await createUser(server, join(parent, 'server'));
  const desktop = await startJsDesktop();
  opened.push(desktop.kill);
  const [folder, port] = [join(parent, 'agent'), await freePort()];
  const words = ['--server', server.url, '--display', desktop.display, '--data-dir', folder];
  const agent = startNode([AGENT, 'run', ...words, '--sync-seconds', '1', '--extension-port', `${port}`], {
    TIMELEDGER_KEY: agentKey,
  });
  await until('the agent to see the desktop', () => agent.output().includes('the desktop answers'));

  const extension = await paired(folder, port);
  const tell = async (tab: unknown) => {
    const { status } = await extension.call('tab', { browser: 'chromium', tab });
    expect(status).toBe(200);
  };
  const browser = await desktop.openWindow('Chromium');
  const show = async (title: string) => {
    await desktop.setTitle(browser, title);
    await desktop.activate(browser);
  };
  const scene = () => {
    const endMs = performance.now() + SCENE_MS;
    return until('the end of the scene', () => performance.now() >= endMs, 2 * SCENE_MS, 100);
  };
  const page = { host: 'www.news.example', path: '/today?user=me#top', title: 'The day', audible: false };
  await tell(page);
  await show('The day - Chromium');
  await scene();
  await show('Secret - Chromium');
  await tell(null);
  await scene();
  await tell(page);
  await show('The day - Chromium');
  await until('the sites of the day', async () => {
    const { body } = await extension.call('state');
    return ((body as { top: { site: string; seconds: number }[] }).top[0]?.seconds ?? 0) >= 3;
  });
  expect((await extension.call('pause', { minutes: 30 })).body).toMatchObject({ paused: true });
  await show('Paused - Chromium');
  await tell({ ...page, host: 'paused.example', title: 'Paused' });
  await scene();
  const status = startNode([AGENT, 'status', '--data-dir', folder, '--display', desktop.display]);
  await status.ended;
  expect(status.output()).toContain('paused');
  agent.child.kill('SIGTERM');
  expect(await agent.ended).toBe(0);
  await allIsReported(server);

  const activities = secondsBy('Activity', await askReport(server.url, key));
  expect(Object.keys(activities).sort()).toEqual(['Chromium', 'news.example']);
  expect(activities['news.example']).toBeGreaterThanOrEqual(3);
  expect(activities['Chromium']).toBeGreaterThanOrEqual(2);
  const documents = await askReport(server.url, key, { restrict_kind: 'document' });
  expect(Object.keys(secondsBy('Document', documents)).sort()).toEqual(['No Details', 'The day']);
  expect(JSON.stringify([activities, documents])).not.toMatch(/Secret|user=me|aused/);
  expect(await readFile(join(folder, 'sites-today.json'), 'utf8')).toContain('news.example');
});
