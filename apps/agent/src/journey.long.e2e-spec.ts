import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type JsDesktop, startJsDesktop } from './testing/js-desktop.js';
import { crash, endPrograms, type Program, startNode } from './testing/programs.js';
import { type RealServer, startRealServer } from './testing/real-server.js';
import { allIsReported, askReport, askReportText, createUser, secondsBy } from './testing/real-server.js';
import { ShownTime, type ShownWindow } from './testing/shown-time.js';
import { until } from './testing/until.js';
import { describeOnDesktop, end, isInstalled, startXvfbDesktop, type XvfbDesktop } from './testing/xvfb-desktop.js';

/** The main task with the compiled programs: a window on a screen becomes a row of a report. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const SCENE_MS = 4_000;
/** Half a scene. A slow machine stays below it. A missing or doubled scene does not. */
const TOLERANCE_SECONDS = SCENE_MS / 2_000;
const ASK_EVERY_MS = 500;

jest.setTimeout(180_000);

/** Closes everything that a test has opened, the newest first. */
const opened: (() => Promise<void>)[] = [];
let folder: string;
let serverFolder: string;
let agentFolder: string;
let server: RealServer;
let key: string;
let agentKey: string;
let shown: ShownTime;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeledger-journey-'));
  opened.push(() => rm(folder, { recursive: true, force: true }), endPrograms);
  [serverFolder, agentFolder] = [join(folder, 'server'), join(folder, 'agent')];
  server = await startRealServer(serverFolder);
  ({ key, agentKey } = await createUser(server, serverFolder));
  shown = new ShownTime();
});

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Starts the agent on its folder and waits until it sees the desktop. */
async function startAgent(display: string): Promise<Program> {
  const place = ['--server', server.url, '--display', display, '--data-dir', agentFolder];
  // The default rules hide titles of terminals.
  const words = ['run', ...place, '--sync-seconds', '1', '--default-rules', 'off'];
  const agent = startNode([AGENT, ...words], { TIMELEDGER_KEY: agentKey });
  await until('the agent to see the desktop', () => agent.output().includes('the desktop answers'));
  return agent;
}

/** Stops the agent as a person does, and waits until the server reports all that it has. */
async function stopAndReport(agent: Program): Promise<void> {
  agent.child.kill('SIGTERM');
  expect(await agent.ended).toBe(0);
  await allIsReported(server);
}

const sentence = (agent: Program, words: string) => until(words, () => agent.output().includes(words), 30_000);

/** Waits until the server has acknowledged all spooled records. */
const sent = () =>
  until('the acknowledgement', async () => {
    const lastSync = await readFile(join(agentFolder, 'last-sync.json'), 'utf8').catch(() => '');
    return /\d records? sent/.test(lastSync);
  });

/** Waits for the length of a scene. Calls `meanwhile` several times a second. */
function scene(meanwhile: () => void = () => undefined): Promise<unknown> {
  const endMs = performance.now() + SCENE_MS;
  return until('the end of the scene', () => (meanwhile(), performance.now() >= endMs), 2 * SCENE_MS, 200);
}

/** Compares the reports with the shown windows: the same names, each with its time. */
async function expectReportsOfWhatWasShown(): Promise<void> {
  const [activities, documents] = [await askReport(server.url, key), await documentReport()];
  expectTimes(secondsBy('Activity', activities), shown.secondsBy('application'));
  expectTimes(secondsBy('Document', documents), shown.secondsBy('title'));
}

const documentReport = () => askReport(server.url, key, { restrict_kind: 'document' });

function expectTimes(reported: Record<string, number>, truth: Record<string, number>): void {
  expect(Object.keys(reported).sort()).toEqual(Object.keys(truth).sort());
  const wrong = Object.entries(truth)
    .map(([name, seconds]) => ({ name, seconds, reported: reported[name] ?? 0 }))
    .filter(({ seconds, reported }) => Math.abs(seconds - reported) >= TOLERANCE_SECONDS);
  expect(wrong).toEqual([]);
}

describeOnDesktop('the journey on a real desktop')('a window on a real X11 desktop', () => {
  const OFFER = { application: 'XTerm', title: 'Offer "Müller & Söhne", 100 %' };
  const MINUTES = { application: isInstalled('xmessage') ? 'Xmessage' : 'Minutes', title: 'Minutes of Monday' };
  const BYSTANDER = { application: 'XTerm', title: 'Bystander' };
  let desktop: XvfbDesktop;

  beforeEach(async () => {
    desktop = await startXvfbDesktop();
    opened.push(desktop.close);
  });

  /** Opens a window. The window manager then puts it in front. */
  async function open({ application, title }: ShownWindow) {
    const program =
      application === 'Xmessage'
        ? desktop.run('xmessage', '-title', title, 'All were present.')
        : desktop.run('xterm', '-class', application, '-T', title, '-e', 'sleep', '60');
    await until(`the window ${title}`, () => desktop.isActive(title));
    return program;
  }

  it('becomes rows of the reports, with its application, its title and its time', async () => {
    const startedAtMs = Date.now();
    const bystander = await open(BYSTANDER);
    const offer = await open(OFFER);
    desktop.press();
    const agent = await startAgent(desktop.display);
    shown.now(OFFER);
    await scene(desktop.press);
    const minutes = await open(MINUTES);
    shown.now(MINUTES);
    await scene(desktop.press);
    // The front window ends last, because the window manager would put another in its place.
    for (const program of [bystander, offer, minutes]) await end(program);
    shown.now(null);
    // Only confirmed time is sent, so the keys go on until the last window is reported.
    const minutesAreReported = async () => MINUTES.title in secondsBy('Document', await documentReport());
    await until(MINUTES.title, async () => (desktop.press(), minutesAreReported()), 30_000, ASK_EVERY_MS);
    await stopAndReport(agent);

    await expectReportsOfWhatWasShown();
    await expectIntervalsAsRanked([startedAtMs, Date.now()]);
    await expectCsvOfTheSame();
  });

  /** Interval reports use the local time of the account and agree with the rank report. */
  async function expectIntervalsAsRanked(rangeMs: number[]): Promise<void> {
    const rank = await askReport(server.url, key);
    const intervals = await askReport(server.url, key, { perspective: 'interval', resolution_time: 'minute' });
    const ranked = secondsBy('Activity', rank);
    for (const [name, seconds] of Object.entries(secondsBy('Activity', intervals))) {
      // Each row is rounded: a scene across a five-minute edge may be off by the rows that it has
      // more.
      const rowsMore = intervals.rows.length - rank.rows.length;
      expect(Math.abs(seconds - (ranked[name] ?? 0))).toBeLessThanOrEqual(rowsMore);
    }
    expect(Object.keys(secondsBy('Activity', intervals)).sort()).toEqual(Object.keys(ranked).sort());
    const starts = rangeMs.map((atMs) => berlinTime(Math.floor(atMs / 300_000) * 300_000));
    expect(Object.keys(secondsBy('Date', intervals)).filter((start) => !starts.includes(start))).toEqual([]);
  }

  const berlinTime = (atMs: number) =>
    new Date(atMs).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T');

  async function expectCsvOfTheSame(): Promise<void> {
    const { row_headers: headers, rows } = await askReport(server.url, key);
    const csv = await askReportText(server.url, key, { format: 'csv' });
    expect(csv).toBe([headers, ...rows].map((row) => `${row.join(',')}\n`).join(''));
    const documents = await askReportText(server.url, key, { format: 'csv', restrict_kind: 'document' });
    expect(documents).toContain(',XTerm,"Offer ""Müller & Söhne"", 100 %",');
  }
});

describe('a window on any machine', () => {
  const DRAFT = { application: 'Editor', title: 'draft – 日本' };
  const NOTES = { application: 'Editor', title: 'notes' };
  const BUILD = { application: 'XTerm', title: 'build' };
  let desktop: JsDesktop;

  beforeEach(async () => {
    desktop = await startJsDesktop();
    opened.push(desktop.kill);
  });

  /** Puts a new window in front. Null means no window. */
  async function show(front: ShownWindow | null): Promise<void> {
    const window = front === null ? 0 : await desktop.openWindow(front.application);
    if (front !== null) await desktop.setTitle(window, front.title);
    await desktop.activate(window);
    shown.now(front);
  }

  it('becomes rows of the reports, also the window in front at the stop', async () => {
    const behind = await desktop.openWindow('Bystander');
    await desktop.setTitle(behind, 'never in front');
    const agent = await startAgent(desktop.display);
    for (const window of [DRAFT, BUILD, NOTES]) {
      await show(window);
      await scene();
    }
    shown.now(null);
    await stopAndReport(agent);
    await expectReportsOfWhatWasShown();
    server.program.child.kill('SIGTERM');
    expect(await server.program.ended).toBe(0);
  });

  it('is reported once when the server crashes, and later windows after its return', async () => {
    const agent = await startAgent(desktop.display);
    await show(DRAFT);
    await scene();
    await show(BUILD);
    await sent();
    await crash(server.program);
    await scene();
    await show(NOTES);
    await sentence(agent, 'records wait here and are sent later');
    server = await startRealServer(serverFolder, server.port);
    await sentence(agent, 'the server answers again');
    await show(null);
    await stopAndReport(agent);
    await expectReportsOfWhatWasShown();
  });

  it('is reported once when the agent crashes before sending and before noting the answer', async () => {
    let agent = await startAgent(desktop.display);
    await show(DRAFT);
    await crash(server.program);
    await scene();
    await show(null);
    await sentence(agent, 'records wait here and are sent later');
    await crash(agent);
    await cp(join(agentFolder, 'spool'), join(folder, 'spool'), { recursive: true });

    server = await startRealServer(serverFolder, server.port);
    agent = await startAgent(desktop.display);
    await sent();
    await crash(agent);
    // This is the state of a crash between the server's answer and its note on the disk.
    await rm(join(agentFolder, 'spool'), { recursive: true });
    await cp(join(folder, 'spool'), join(agentFolder, 'spool'), { recursive: true });

    agent = await startAgent(desktop.display);
    await show(BUILD);
    await scene();
    shown.now(null);
    await stopAndReport(agent);
    await expectReportsOfWhatWasShown();
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/^timeledger_activities_total\{outcome="duplicate"\} [1-9]/m);
  });
});
