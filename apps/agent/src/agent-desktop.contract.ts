import { once } from 'node:events';
import { runAgent } from './recording/agent.js';
import { x11Source } from './capture/x11-source.js';
import { type ReceivedActivity, startStubServer, type StubServer } from './testing/stub-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from './testing/xvfb-desktop.js';

const FIVE_MINUTES_MS = 300_000;
const IDLE_LIMIT_MS = 3_000;
const TOLERANCE_MS = 900;

const lengthMs = (activities: ReceivedActivity[]) =>
  activities.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);

/** Joins what the agent cut at a five-minute boundary: a test may run at any time of day. */
const withoutCuts = (activities: ReceivedActivity[]) =>
  activities.reduce<ReceivedActivity[]>((joined, activity) => {
    const last = joined.at(-1);
    const isCut =
      last?.endedAt === activity.startedAt &&
      last.application === activity.application &&
      last.title === activity.title &&
      activity.startedAt % FIVE_MINUTES_MS === 0;
    return isCut ? [...joined.slice(0, -1), { ...last, endedAt: activity.endedAt }] : [...joined, activity];
  }, []);

describeOnDesktop('the real desktop test')('the agent on a real X11 desktop', () => {
  let desktop: XvfbDesktop;
  let server: StubServer;

  beforeAll(async () => {
    desktop = await startXvfbDesktop();
    server = await startStubServer();
  });

  afterAll(async () => {
    await desktop.close();
    await server.close();
  });

  /** Records what `scene` shows. Returns the activities that the server then holds. */
  async function record(scene: () => Promise<void>): Promise<ReceivedActivity[]> {
    server.taken.clear();
    const messages: string[] = [];
    const stop = new AbortController();
    await withTemporaryFolder(async (dataFolder) => {
      const running = runAgent({
        source: x11Source({ display: desktop.display, idlePollMs: 200 }),
        server: server.url,
        key: 'key',
        dataFolder,
        idleLimitMs: IDLE_LIMIT_MS,
        say: (message) => void messages.push(message),
        stop: stop.signal,
      });
      await until('the desktop', () => messages.includes('the desktop answers'));
      await scene().finally(() => stop.abort());
      await running;
    });
    return withoutCuts([...server.taken.values()].sort((a, b) => a.startedAt - b.startedAt));
  }

  /**
   * Shows a terminal for some seconds. `isAtKeyboard`: a key is pressed about ten times a second.
   */
  async function showTerminal(title: string, seconds: number, isAtKeyboard = true): Promise<number> {
    const terminal = desktop.run('xterm', '-T', title, '-e', 'sleep', String(seconds));
    await until(`the window ${title}`, () => desktop.isActive(title));
    const shownMs = performance.now();
    if (isAtKeyboard) await until('the end', () => (desktop.press(), terminal.exitCode !== null));
    else if (terminal.exitCode === null) await once(terminal, 'exit');
    return performance.now() - shownMs;
  }

  it('sends each shown window with application, title and time', async () => {
    const shownMs: number[] = [];
    const activities = await record(async () => {
      desktop.press();
      shownMs.push(await showTerminal('first = "café"', 3));
      shownMs.push(await showTerminal('second', 2));
      desktop.press();
    });
    expect(new Set(activities.map(({ application }) => application))).toEqual(new Set(['XTerm']));
    for (const [index, title] of ['first = "café"', 'second'].entries()) {
      const sentMs = lengthMs(activities.filter((activity) => activity.title === title));
      expect(Math.abs(sentMs - (shownMs[index] ?? 0))).toBeLessThan(TOLERANCE_MS);
    }
  });

  it('sends a changed title as a new activity', async () => {
    const activities = await record(async () => {
      const typing = showTerminal('before', 5);
      await until('the window', () => desktop.isActive('before'));
      const changed = performance.now() + 2_500;
      await until('the change', () => performance.now() > changed);
      desktop.xdotool('getactivewindow', 'set_window', '--name', 'after');
      await typing;
      desktop.press();
    });
    expect(activities.map(({ title }) => title)).toEqual(['before', 'after']);
    expect(lengthMs(activities)).toBeGreaterThan(2_000);
  });

  it('leaves out a pause that reaches the limit, by the idle counter of the X server', async () => {
    const activities = await record(async () => {
      const shown = showTerminal('pause', 9, false);
      await until('the window', () => desktop.isActive('pause'));
      const leaving = performance.now() + 1_500;
      await until('the pause', () => (desktop.press(), performance.now() > leaving));
      const back = performance.now() + IDLE_LIMIT_MS + 1_500;
      await until('the return', () => performance.now() > back);
      await until('the end', () => (desktop.press(), !desktop.isActive('pause')));
      await shown;
    });
    const gaps = activities.slice(1).map(({ startedAt }, index) => startedAt - (activities[index]?.endedAt ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(IDLE_LIMIT_MS);
    expect(Math.max(...gaps)).toBeLessThan(IDLE_LIMIT_MS + 1_500 + TOLERANCE_MS);
    expect(lengthMs(activities)).toBeLessThan(9_000 - IDLE_LIMIT_MS);
  });
});
