import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './testing/free-port.js';
import { type JsDesktop, startJsDesktop } from './testing/js-desktop.js';
import { endPrograms, type Program, startNode } from './testing/programs.js';
import { acknowledge, type ReceivedActivity, startStubServer, type StubServer } from './testing/stub-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

/** The compiled agent, which these tests run as a process of its own. */
const DIST = join(process.cwd(), 'dist/apps/agent/src');
const KEY = 'key-that-no-output-may-hold';

const agent = (words: string[], env: NodeJS.ProcessEnv = {}) => startNode([join(DIST, 'main.js'), ...words], env);

afterEach(endPrograms);

describe('the command', () => {
  it.each([
    [['run'], 2, 'error: the server is missing: sign in by'],
    [['status', '--colour'], 2, "error: unknown option '--colour'\n"],
    [['--help'], 0, 'Usage: npm run agent -- [options] [command]\n'],
  ])('%p ends with %d and prints the reason', async (words, code, printed) => {
    const { ended, output } = agent(words, { TIMELEDGER_KEY: KEY });
    expect(await ended).toBe(code);
    expect(output().slice(0, printed.length)).toBe(printed);
    expect(output().split('\n').length).toBeGreaterThan(code === 0 ? 10 : 0);
  });
});

describe('a running agent', () => {
  let desktop: JsDesktop;
  let server: StubServer;

  beforeEach(async () => {
    [desktop, server] = [await startJsDesktop(), await startStubServer()];
  });

  afterEach(async () => {
    await desktop.kill();
    await server.close();
  });

  const run = (dataFolder: string, ...more: string[]) =>
    agent(['run', '--server', server.url.href, '--data-dir', dataFolder, '--display', desktop.display, ...more], {
      TIMELEDGER_KEY: KEY,
    });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'on %s, once or twice, closes the open span, sends it and ends with 0',
    (signal) =>
      withTemporaryFolder(async (folder) => {
        const editor = await desktop.openWindow('Editor');
        await desktop.setTitle(editor, 'draft');
        await desktop.activate(editor);
        const { child, output, ended } = run(folder);
        await until('the desktop', () => output().includes('the desktop answers'));
        const enough = performance.now() + 1_000;
        await until('a second', () => performance.now() > enough);
        child.kill(signal);
        child.kill(signal);
        expect(await ended).toBe(0);
        const [activity] = server.taken.values();
        expect(activity).toMatchObject({ application: 'Editor', title: 'draft' });
        expect((activity?.endedAt ?? 0) - (activity?.startedAt ?? 0)).toBeGreaterThanOrEqual(500);
        expect(server.calls[0]?.authorization).toBe(`Bearer ${KEY}`);
        expect(output()).not.toContain(KEY);
        for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
          if (file.isFile()) expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(KEY);
        }
      }),
  );

  it('sends its first record within ten seconds, and the stay that goes on as it grows', () =>
    withTemporaryFolder(async (folder) => {
      server.script.push((call) => acknowledge(call, server.taken, 1));
      const editor = await desktop.openWindow('Editor');
      await desktop.setTitle(editor, 'draft');
      await desktop.activate(editor);
      const { output } = run(folder);
      await until('the desktop', () => output().includes('the desktop answers'));
      const readyMs = performance.now();
      await until('the first record', () => server.calls.length > 0);
      expect(performance.now() - readyMs).toBeLessThan(10_000);
      await until('more of it', () => server.calls.length > 1);
      const [first, second] = server.calls.map(({ body }) => body.activities[0]);
      const { id, startedAt } = first as ReceivedActivity;
      expect(first).toMatchObject({ application: 'Editor', title: 'draft' });
      // A test may run across a five-minute edge, where a new activity begins.
      const isCut = server.calls.some(({ body }) => body.activities.some(({ startedAt }) => startedAt % 300_000 === 0));
      if (!isCut) expect(second).toMatchObject({ id, startedAt, application: 'Editor', title: 'draft' });
      expect(second?.endedAt).toBeGreaterThan(first?.endedAt ?? Infinity);
    }));

  it('goes on when its terminal takes no more text, and ends well', () =>
    withTemporaryFolder(async (folder) => {
      const { child, output, ended } = run(folder);
      await until('the desktop', () => output().includes('the desktop answers'));
      child.stdout?.destroy();
      child.stderr?.destroy();
      const editor = await desktop.openWindow('Editor');
      await desktop.activate(editor);
      await desktop.kill();
      const enough = performance.now() + 1_000;
      await until('a second', () => performance.now() > enough);
      child.kill('SIGHUP');
      expect(await ended).toBe(0);
      desktop = await startJsDesktop();
    }));

  it('refuses a second agent on its folder, shows in status, and keeps its device id at a restart', () =>
    withTemporaryFolder(async (folder) => {
      const first = run(folder);
      await until('the start', () => first.output().includes('recording'));
      const second = run(folder);
      expect(await second.ended).toBe(1);
      expect(second.output()).toMatch(/Z error {3}another agent is running on \S+\n$/);
      const status = agent(['status', '--data-dir', folder, '--display', desktop.display]);
      expect(await status.ended).toBe(0);
      expect(status.output()).toMatch(/agent +running as .*X11 display.*\nwaiting +0 records\nlast sync +never\n$/s);
      const stopped = agent(['status', '--data-dir', join(folder, 'other'), '--display', desktop.display, '--json']);
      expect(await stopped.ended).toBe(4);
      expect(JSON.parse(stopped.output())).toMatchObject({ running: null, waiting: 0, lastSync: null, exitCode: 4 });
      first.child.kill('SIGKILL');
      await first.ended;
      const third = run(folder);
      await until('the start', () => third.output().includes('recording'));
      third.child.kill('SIGTERM');
      expect(await third.ended).toBe(0);
      const deviceOf = (text: string) => /device ([0-9a-f-]{36})/.exec(text)?.[1];
      expect(deviceOf(third.output())).toBe(deviceOf(first.output()));
    }));

  it('yields its folder when its display is gone and a new session starts an agent', () =>
    withTemporaryFolder(async (folder) => {
      const orphan = run(folder);
      await until('the desktop', () => orphan.output().includes('the desktop answers'));
      await desktop.kill();
      await until('the loss', () => orphan.output().includes('nothing can be recorded now'));
      desktop = await startJsDesktop();
      const fresh = run(folder);
      await until('the new desktop', () => fresh.output().includes('the desktop answers'));
      expect(await orphan.ended).toBe(0);
      expect(orphan.output()).toContain('another agent takes over this folder');
      fresh.child.kill('SIGTERM');
      expect(await fresh.ended).toBe(0);
    }));

  it('waits for a missing display and a missing server, and still stops at once', () =>
    withTemporaryFolder(async (folder) => {
      const { child, output, ended } = agent(
        ['run', '--server', 'http://127.0.0.1:1', '--data-dir', folder, '--display', '127.0.0.1:9'],
        { TIMELEDGER_KEY: KEY },
      );
      await until('the complaint', () => output().includes('nothing can be recorded now, trying again: display 127'));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    }));

  it('says in status that the server refuses the key, with exit code 3', () =>
    withTemporaryFolder(async (folder) => {
      const refusal = { status: 401, body: { error: { code: 'unauthorized', message: 'This key was revoked.' } } };
      server.script.push(...Array.from({ length: 9 }, () => () => refusal));
      const editor = await desktop.openWindow('Editor');
      await desktop.activate(editor);
      const { child, output, ended } = run(folder, '--sync-seconds', '1');
      await until('the desktop', () => output().includes('the desktop answers'));
      const enough = performance.now() + 1_000;
      await until('a second', () => performance.now() > enough);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(output()).toContain('the server refuses the key (This key was revoked)');
      const status = agent(['status', '--data-dir', folder, '--display', desktop.display]);
      expect(await status.ended).toBe(3);
      expect(status.output()).toMatch(
        /waiting +[12] records?\nlast sync +\S+ \S+, the server refused the key: This key was revoked\n$/,
      );
    }));

  it('is examined by doctor: desktop, spool, server and key', () =>
    withTemporaryFolder(async (folder) => {
      server.script.push(() => ({ status: 401, body: { error: { code: 'unauthorized', message: 'bad key' } } }));
      const words = ['doctor', '--data-dir', folder, '--display', desktop.display, '--server', server.url.href];
      const env = { TIMELEDGER_KEY: KEY, TIMELEDGER_EXTENSION_PORT: '0' };
      const refused = agent(words, env);
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toContain('FAIL server         reachable, but it refuses the key');
      const editor = await desktop.openWindow('Editor');
      await desktop.activate(editor);
      const accepted = agent(words, env);
      await accepted.ended;
      expect(
        accepted
          .output()
          .split('\n')
          .map((line) => line.slice(0, 18).trim()),
      ).toEqual([
        'ok   desktop',
        'part desktop',
        'ok   display',
        'ok   active window',
        'FAIL idle time',
        'ok   spool',
        'ok   disk',
        'ok   key',
        'part extension',
        'ok   server',
        'ok   clock',
        '',
      ]);
      expect(refused.output() + accepted.output()).not.toContain(KEY);
    }));

  /** A running agent with a window in front, and its commands. */
  async function commanding(work: (scene: CommandScene) => Promise<void>): Promise<void> {
    await withTemporaryFolder(async (folder) => {
      const place = ['--data-dir', join(folder, 'data'), '--config', join(folder, 'config.toml')];
      const command = async (...words: string[]) => {
        const { ended, output } = agent([...words, ...place]);
        return { code: await ended, text: output() };
      };
      const state = async () => JSON.parse((await command('status', '--json')).text) as Record<string, unknown>;
      const editor = await desktop.openWindow('Editor');
      await desktop.setTitle(editor, 'draft');
      await desktop.activate(editor);
      const port = ['--extension-port', String(await freePort())];
      const { child, output, ended } = run(join(folder, 'data'), '--config', join(folder, 'config.toml'), ...port);
      await until('the desktop', () => output().includes('the desktop answers'));
      const enough = performance.now() + 1_000;
      await until('a second', () => performance.now() > enough);
      await work({ command, state, tail: () => agent(['tail', ...place]) });
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    });
  }

  it('is asked and told by commands: sync, pause, resume, pair and tail', () =>
    commanding(async ({ command, state, tail }) => {
      const live = tail();
      // The first record is certain after two seconds. The agent may send it by itself.
      await until('the first record at the server', async () => {
        expect((await command('sync')).text).toMatch(/ sent\n$|^nothing was waiting\n$/);
        return [...server.taken.values()].some(({ title }) => title === 'draft');
      });
      expect(await command('pause', '30m')).toEqual({ code: 0, text: expect.stringMatching(/^paused until 20/) });
      expect(await state()).toMatchObject({ paused: { until: expect.any(String) }, current: null, exitCode: 0 });
      expect(await command('resume')).toEqual({ code: 0, text: 'recording again\n' });
      expect(await state()).toMatchObject({ paused: null, current: { title: 'draft' } });
      expect((await command('pair')).text).toMatch(/^[A-HJKMNP-Z2-9]{8}\nType this code/);
      expect(live.output()).toMatch(/now {5}\(nothing is recorded\)\n.*now {5}Editor · draft\n/s);
    }));

  it('takes rules and hours from now on, and sends under them', () =>
    commanding(async ({ command, state }) => {
      const added = await command('rules', 'add', 'redact', '--application', 'edit*');
      expect(added).toEqual({ code: 0, text: expect.stringContaining('the running agent uses it from now on') });
      expect(await state()).toHaveProperty('current', { application: 'Editor' });
      await until('time behind the rule', async () => {
        await command('sync');
        return [...server.taken.values()].some(({ title }) => title === undefined);
      });
      const hours = `${WEEKDAYS[(new Date().getDay() + 3) % 7]} 9:00-9:01`;
      expect((await command('hours', hours)).code).toBe(0);
      expect((await command('status')).text).toContain(hours);
      expect((await command('queue')).text).toMatch(/ Editor\n(1 record waits|2 records wait)\n$/);
      expect(await command('sync')).toEqual(SENT);
      expect(await command('queue')).toEqual({ code: 0, text: 'nothing waits\n' });
    }));
});

/** There are two records when five minutes of the clock have just ended. */
const SENT = { code: 0, text: expect.stringMatching(/^(1 record|2 records) sent\n$/) };
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface CommandScene {
  command: (...words: string[]) => Promise<{ code: number | null; text: string }>;
  /** `status --json`. */
  state: () => Promise<Record<string, unknown>>;
  tail: () => Program;
}
