import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type JsDesktop, startJsDesktop } from './testing/js-desktop.js';
import { endPrograms, type Program, startNode } from './testing/programs.js';
import { allIsReported, askReport, createUser, secondsBy, startRealServer } from './testing/real-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

/** The compiled agent on machines that are set up badly. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const SCENE_MS = 4_000;
const PATIENCE_MS = 60_000;

jest.setTimeout(240_000);
afterEach(endPrograms);

/** The machine's wall clock begins in 1970 with the program. */
const CLOCK_OF_1970 = `
  const { now } = Date;
  const start = now();
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() - start + 5000);
      else super(...given);
    }
    static now() {
      return now() - start + 5000;
    }
  };`;

async function scene(desktop: JsDesktop, agent: Program): Promise<void> {
  await until('the agent to see the desktop', () => agent.output().includes('the desktop answers'), PATIENCE_MS);
  const window = await desktop.openWindow('Editor');
  await desktop.setTitle(window, 'a draft');
  await desktop.activate(window);
  const endMs = performance.now() + SCENE_MS;
  await until('the end of the scene', () => performance.now() >= endMs, 2 * SCENE_MS, 100);
}

it('a clock in 1970 and a folder with a space and a line break in its name lose no time', () =>
  withTemporaryFolder(async (parent) => {
    const desktop = await startJsDesktop();
    try {
      const server = await startRealServer(join(parent, 'server'));
      const { key, agentKey } = await createUser(server, join(parent, 'server'));
      const clock = join(parent, 'clock.mjs');
      await writeFile(clock, CLOCK_OF_1970);
      const env = { TIMELEDGER_KEY: agentKey, XDG_DATA_HOME: join(parent, 'a b\nc'), HOME: parent };
      const words = ['--server', server.url, '--display', desktop.display, '--extension-port', '0'];
      const agent = startNode(['--import', clock, AGENT, 'run', ...words, '--sync-seconds', '1'], env);
      await scene(desktop, agent);
      const command = async (...asked: string[]) => {
        const program = startNode(['--import', clock, AGENT, ...asked], env);
        return [await program.ended, program.output()] as const;
      };
      const reported = async () => {
        await allIsReported(server);
        return secondsBy('Activity', await askReport(server.url, key))['Editor'] ?? 0;
      };
      await until('the time', async () => (await reported()) >= SCENE_MS / 1_000 - 1, PATIENCE_MS, 500);
      const [code, status] = await command('status', '--display', desktop.display);
      expect([code, status]).toEqual([
        0,
        expect.stringMatching(/^warning +the clock of this machine is \d+ days slow/m),
      ]);
      expect(status).toMatch(/^data folder +.*a b.?c\/timeledger-agent$/m);
      expect((await command('doctor', '--server', server.url))[1]).toMatch(/^FAIL clock /m);
      expect(
        agent
          .output()
          .split('\n')
          .filter(Boolean)
          .every((line) => /^1970-01-01T/.test(line)),
      ).toBe(true);

      const follow = `"$0" "$1" tail --data-dir "$2" | head -1`;
      const folder = join(parent, 'a b\nc', 'timeledger-agent');
      const pipe = spawn('sh', ['-c', follow, process.execPath, AGENT, folder], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      pipe.stdout.resume();
      const ended = once(pipe, 'close');
      let count = 0;
      const window = await desktop.openWindow('Other');
      await desktop.activate(window);
      await until(
        'the end of tail',
        async () => {
          await desktop.setTitle(window, `title ${(count += 1)}`);
          return pipe.exitCode !== null;
        },
        PATIENCE_MS,
        500,
      );
      await ended;
      agent.child.kill('SIGTERM');
      expect(await agent.ended).toBe(0);
    } finally {
      await endPrograms();
      await desktop.kill();
    }
  }));

it('a folder in which other users can write is refused with a reason, by run and by doctor', () =>
  withTemporaryFolder(async (parent) => {
    const folder = join(parent, 'open');
    await mkdir(folder, { mode: 0o777 });
    const chmod = spawn('chmod', ['777', folder]);
    await once(chmod, 'close');
    const run = startNode([AGENT, 'run', '--server', 'http://127.0.0.1:1', '--data-dir', folder, '--display', ':0'], {
      TIMELEDGER_KEY: 'k',
    });
    expect([await run.ended, run.output()]).toEqual([1, expect.stringContaining('other users can write in')]);
    const doctor = startNode([AGENT, 'doctor', '--data-dir', folder]);
    expect([await doctor.ended, doctor.output()]).toEqual([
      1,
      expect.stringMatching(/^FAIL spool +other users can write/m),
    ]);
  }));
