import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAgent } from './control/control-client.js';
import { type RunningState } from './control/questions.js';
import { nativeSource } from './native/native-source.js';
import { runAgent } from './recording/agent.js';
import { startStubServer, type StubServer } from './testing/stub-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

/** The compiled process that watches windows, on a native module that misbehaves. */
const CHILD = join(process.cwd(), 'dist-tools/apps/agent/src/testing/window-child.js');
const LIMIT_MS = 60_000;
const OFTEN = 'the process that watches windows ended by SIGSEGV, again and again';

interface Running {
  warnings: string[];
  state: () => Promise<RunningState>;
  /** The processes that were started so far. */
  pids: () => number[];
}

describe('the agent with a process that watches windows', () => {
  let server: StubServer;
  beforeAll(async () => void (server = await startStubServer()));
  afterAll(() => server.close());

  /** Records what a scene of the child shows while `act` runs, and what it sends at its end. */
  async function record(scene: string, act: (running: Running) => Promise<void>) {
    server.taken.clear();
    const warnings: string[] = [];
    const stop = new AbortController();
    await withTemporaryFolder(async (dataFolder) => {
      const diary = join(dataFolder, 'diary');
      const program = [process.execPath, CHILD, scene, diary];
      const env = { ...process.env, NODE_OPTIONS: '' };
      const source = await nativeSource({ platform: 'win32', program, env, firstWaitMs: 10 });
      if ('unsupported' in source) throw new Error(source.unsupported);
      const running = runAgent({
        ...{ source, server: server.url, key: 'key', dataFolder, idleLimitMs: 300_000, stop: stop.signal },
        say: (message, level) => void (level === 'warning' && warnings.push(message)),
      });
      const pids = () => [...readFileSync(diary, 'utf8').matchAll(/^start (\d+)/gm)].map(([, pid]) => Number(pid));
      const state = () => askAgent(dataFolder, 'state', null);
      try {
        await until('the agent', () => state().catch(() => null), LIMIT_MS);
        await act({ warnings, state, pids });
      } finally {
        stop.abort();
        await running;
      }
    });
    return [...server.taken.values()];
  }

  it('records time before and after a killed process, and tells its end', async () => {
    const activities = await record('works', async ({ state, pids, warnings }) => {
      const shows = (start: number) => async () => (await state()).current?.title === `a.txt of start ${start}`;
      await until('the window', shows(2), LIMIT_MS);
      const shownMs = performance.now();
      await until('a second of it', () => performance.now() - shownMs > 1_000);
      process.kill(pids().at(-1) ?? 0, 'SIGKILL');
      await until('the next process', shows(3), LIMIT_MS);
      const againMs = performance.now();
      await until('a second of it', () => performance.now() - againMs > 1_000);
      expect(warnings.filter((text) => text.includes('ended by SIGKILL'))).toHaveLength(1);
    });
    const names = activities.map(({ application, title }) => `${application}: ${title}`);
    expect([...new Set(names)]).toEqual(['editor: a.txt of start 2', 'editor: a.txt of start 3']);
    for (const start of [2, 3]) {
      const own = activities.filter(({ title }) => title?.endsWith(`${start}`));
      expect(own.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)).toBeGreaterThan(900);
    }
  });

  it('says that nothing is recorded while the process keeps ending, once in the log and in its state', async () => {
    const activities = await record('crashes at each look', async ({ state, pids, warnings }) => {
      const told = await until('the loss', async () => ((await state()).lost === OFTEN ? state() : null), LIMIT_MS);
      expect(told.problems.map(({ message }) => message)).toContainEqual(expect.stringContaining(OFTEN));
      const starts = pids().length;
      await until('another start', () => pids().length > starts, LIMIT_MS);
      expect(warnings.filter((text) => text.includes(OFTEN))).toHaveLength(1);
    });
    expect(activities).toEqual([]);
  });
});
