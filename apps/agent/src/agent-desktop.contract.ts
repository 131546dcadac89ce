import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { runAgent } from './agent.js';
import { x11Source } from './capture/x11-source.js';
import { type ReceivedActivity, startStubServer, type StubServer } from './testing/stub-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

const PROGRAMS = ['Xvfb', 'openbox', 'xterm', 'xdotool'];
const IDLE_LIMIT_MS = 3_000;
const TOLERANCE_MS = 900;
/** xdotool prints the rest of a title in an encoding that depends on the locale of everybody concerned. */
const PLAIN_TITLE_LENGTH = 5;

const folders = (process.env['PATH'] ?? '').split(delimiter);
const missing = PROGRAMS.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
if (missing.length > 0) process.stderr.write(`SKIPPED: the real desktop test, for want of ${missing.join(', ')}\n`);
const describeOnDesktop = missing.length > 0 ? describe.skip : describe;

/** Ends a child that this test started and waits until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** A real X server with a real window manager, on a display number that the server finds free. */
async function startDesktop() {
  const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(xvfb.stdout, 'data')) as [Buffer];
  const display = `:${line.toString().trim()}`;
  const env = { ...process.env, DISPLAY: display };
  const run = (program: string, ...words: string[]) => spawn(program, words, { env, stdio: 'ignore' });
  /** What xdotool prints; null when it fails, as it does while no window is active. */
  const xdotool = (...words: string[]) => {
    const { status, stdout } = spawnSync('xdotool', words, { env, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  const children = [xvfb, run('openbox')];
  await until('the window manager', () => xdotool('get_desktop') === '0');
  return { display, run, xdotool, children };
}

const lengthMs = (activities: ReceivedActivity[]) =>
  activities.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);

describeOnDesktop('the agent on a real X11 desktop', () => {
  let desktop: Awaited<ReturnType<typeof startDesktop>>;
  let server: StubServer;

  beforeAll(async () => {
    desktop = await startDesktop();
    server = await startStubServer();
  });

  afterAll(async () => {
    for (const child of desktop.children.reverse()) await end(child);
    await server.close();
  });

  /** Records what `scene` shows; answers with what the server then holds. */
  async function record(scene: () => Promise<void>): Promise<ReceivedActivity[]> {
    server.taken.clear();
    const said: string[] = [];
    const stop = new AbortController();
    await withTemporaryFolder(async (dataFolder) => {
      const running = runAgent({
        source: x11Source({ display: desktop.display, idlePollMs: 200 }),
        server: server.url,
        key: 'key',
        dataFolder,
        idleLimitMs: IDLE_LIMIT_MS,
        say: (message) => void said.push(message),
        stop: stop.signal,
      });
      await until('the desktop', () => said.includes('the desktop answers'));
      await scene().finally(() => stop.abort());
      await running;
    });
    return [...server.taken.values()].sort((a, b) => a.startedAt - b.startedAt);
  }

  /** Shows a terminal for some seconds, with a key pressed in it about ten times a second when somebody is there. */
  async function showTerminal(title: string, seconds: number, isSomebodyThere = true): Promise<number> {
    const terminal = desktop.run('xterm', '-T', title, '-e', 'sleep', String(seconds));
    desktop.children.push(terminal);
    await until(`the window ${title}`, () => activeTitle()?.startsWith(title.slice(0, PLAIN_TITLE_LENGTH)));
    const shownMs = performance.now();
    if (isSomebodyThere) await until('the end', () => (press(), terminal.exitCode !== null));
    else if (terminal.exitCode === null) await once(terminal, 'exit');
    return performance.now() - shownMs;
  }
  const press = () => desktop.xdotool('key', 'shift');
  const activeTitle = () => desktop.xdotool('getactivewindow', 'getwindowname');

  it('sends each window that was shown, by application and title, for as long as it was shown', async () => {
    const shownMs: number[] = [];
    const activities = await record(async () => {
      press();
      shownMs.push(await showTerminal('first = "café"', 3));
      shownMs.push(await showTerminal('second', 2));
      press();
    });
    expect(new Set(activities.map(({ application }) => application))).toEqual(new Set(['XTerm']));
    for (const [index, title] of ['first = "café"', 'second'].entries()) {
      const sentMs = lengthMs(activities.filter((activity) => activity.title === title));
      expect(Math.abs(sentMs - (shownMs[index] ?? 0))).toBeLessThan(TOLERANCE_MS);
    }
  });

  it('sends a title that changes as time of its own', async () => {
    const activities = await record(async () => {
      const typing = showTerminal('before', 3);
      await until('the window', () => activeTitle() === 'before');
      const changed = performance.now() + 1_000;
      await until('a second', () => performance.now() > changed);
      desktop.xdotool('getactivewindow', 'set_window', '--name', 'after');
      await typing;
      press();
    });
    expect(activities.map(({ title }) => title)).toEqual(['before', 'after']);
    expect(lengthMs(activities)).toBeGreaterThan(2_000);
  });

  it('leaves out a pause that reaches the limit, by the idle counter of the X server', async () => {
    const activities = await record(async () => {
      const shown = showTerminal('pause', 9, false);
      await until('the window', () => activeTitle() === 'pause');
      const leaving = performance.now() + 1_500;
      await until('the pause', () => (press(), performance.now() > leaving));
      const back = performance.now() + IDLE_LIMIT_MS + 1_500;
      await until('the return', () => performance.now() > back);
      await until('the end', () => (press(), activeTitle() !== 'pause'));
      await shown;
    });
    const gaps = activities.slice(1).map(({ startedAt }, index) => startedAt - (activities[index]?.endedAt ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(IDLE_LIMIT_MS);
    expect(Math.max(...gaps)).toBeLessThan(IDLE_LIMIT_MS + 1_500 + TOLERANCE_MS);
    expect(lengthMs(activities)).toBeLessThan(9_000 - IDLE_LIMIT_MS);
  });
});
