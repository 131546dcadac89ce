import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type JsDesktop, startJsDesktop } from './testing/js-desktop.js';
import { crash, endPrograms, type Program, startNode } from './testing/programs.js';
import {
  allIsReported,
  askReport,
  callServer,
  createFullKey,
  createUser,
  type RealServer,
  secondsBy,
  startRealServer,
  type UserKeys,
} from './testing/real-server.js';
import { withTemporaryFolder } from './testing/temporary-folder.js';
import { until } from './testing/until.js';

/** The compiled programs. A person erases time on the server while the agent still holds it. */
const AGENT = join(process.cwd(), 'dist/apps/agent/src/main.js');
const SCENE_MS = 2_500;
const TITLED = '* - Diary=diary.example';

jest.setTimeout(400_000);

interface Scene {
  server: RealServer;
  user: UserKeys;
  /** Starts the agent. It sends at its start, and then only when it is told to. */
  agent: () => Promise<Program>;
  /** Runs another command on the agent's folder. Resolves to what it has printed. */
  command: (...words: string[]) => Promise<string>;
  show: (application: string, title?: string) => Promise<void>;
  /** Asks the server to erase, and waits until it is done. */
  erase: (slice: object) => Promise<void>;
  /** All text in the agent's folder. */
  disk: () => Promise<string>;
  reported: () => Promise<Record<string, number>>;
}

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (parent) => {
    const [serverFolder, folder] = [join(parent, 'server'), join(parent, 'agent')];
    const desktop = await startJsDesktop();
    try {
      const server = await startRealServer(serverFolder);
      const user = await createUser(server, serverFolder);
      const fullKey = await createFullKey(server, serverFolder, user.id);
      await work({ ...sceneOf({ server, user, fullKey, desktop, folder }), server, user });
    } finally {
      await endPrograms();
      await desktop.kill();
    }
  });
}

function sceneOf(parts: { server: RealServer; user: UserKeys; fullKey: string; desktop: JsDesktop; folder: string }) {
  const { server, user, fullKey, desktop, folder } = parts;
  const env = { TIMELEDGER_KEY: user.agentKey };
  const windows = new Map<string, number>();
  const command = async (...words: string[]) => {
    const { ended, output } = startNode([AGENT, ...words, '--data-dir', folder], env);
    await ended;
    return output();
  };
  return {
    command,
    agent: async () => {
      const own = ['--display', desktop.display, '--data-dir', folder, '--extension-port', '0'];
      const words = ['--server', server.url, ...own, '--sync-seconds', '86400', '--titled-sites', TITLED];
      const agent = startNode([AGENT, 'run', ...words], env);
      await until('the agent to see the desktop', () => agent.output().includes('the desktop answers'), 60_000);
      return agent;
    },
    show: async (application: string, title = 'a window') => {
      const window = windows.get(application) ?? (await desktop.openWindow(application));
      windows.set(application, window);
      await desktop.setTitle(window, title);
      await desktop.activate(window);
      const endMs = performance.now() + SCENE_MS;
      await until('the end of the scene', () => performance.now() >= endMs, 2 * SCENE_MS, 100);
    },
    erase: async (slice: object) => {
      const { id } = (await callServer(server, fullKey, { path: '/api/v1/erasures', body: slice })) as { id: string };
      await until(
        'the end of the erasure',
        async () => {
          const asked = { method: 'GET', path: `/api/v1/erasures/${id}` };
          const { state } = (await callServer(server, fullKey, asked)) as { state: string };
          return state === 'completed';
        },
        200_000,
      );
    },
    disk: async () => {
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      const kept = files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
      return (await Promise.all(kept.map((path) => readFile(path, 'utf8')))).join('\n');
    },
    reported: async () => {
      await allIsReported(server);
      return secondsBy('Activity', await askReport(server.url, user.key));
    },
  };
}

const waits = (scene: Scene, names: string[]) =>
  until('the records', async () => {
    const queue = await scene.command('queue', '--json');
    return names.every((name) => queue.includes(name));
  });

describe('time that is erased on the server', () => {
  it('of one application leaves the queue and is not sent, and its later time counts', () =>
    withScene(async (scene) => {
      const agent = await scene.agent();
      await scene.show('Editor');
      await until('the first sync', async () => (await scene.reported())['Editor'], 60_000);
      await scene.show('Chess', 'an opening');
      await scene.show('Chromium', 'My day - Diary - Chromium');
      await scene.show('Editor');
      await waits(scene, ['Chess', 'diary.example']);
      await scene.erase({ activity: 'chess' });
      await scene.erase({ activity: 'diary.example' });
      expect(await scene.command('sync')).toMatch(/sent/);
      expect(agent.output()).toContain('the account erased time that waited here: 2 records dropped');
      expect(await scene.disk()).not.toMatch(/Chess|opening|diary/);
      expect(Object.keys(await scene.reported())).toEqual(['Editor']);
      await scene.show('Chess', 'an ending');
      await scene.show('Editor');
      await scene.command('sync');
      agent.child.kill('SIGTERM');
      expect(await agent.ended).toBe(0);
      const { Chess: seconds = 0 } = await scene.reported();
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(2 * (SCENE_MS / 1_000));
    }));

  it('of a day leaves queue and quarantine, also when the agent was off, and the server was away before', () =>
    withScene(async (scene) => {
      const { server } = scene;
      let agent = await scene.agent();
      await scene.show('Editor');
      await until('the first sync', async () => (await scene.reported())['Editor'], 60_000);
      await scene.show('Chess', 'an opening');
      await scene.show('Chromium', 'My day - Diary - Chromium');
      await scene.show('Editor');
      await waits(scene, ['Chess', 'diary.example']);
      await crash(agent);
      const folder = /^data folder +(.*)$/m.exec(await scene.command('status', '--display', ':0'))?.[1] ?? '';
      const record = {
        sequence: 1,
        id: 'i',
        application: 'Refused',
        startedAt: Date.now() - 9_000,
        endedAt: Date.now(),
      };
      const line = JSON.stringify({ record, code: 'c', message: 'm' });
      await writeFile(join(folder, 'quarantine.jsonl'), `${line}\n`, { mode: 0o600 });
      const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format();
      await scene.erase({ from: today, to: today });
      expect(await scene.disk()).toMatch(/Chess[^]*Refused|Refused[^]*Chess/);

      // The server does not answer: the agent must not send what it does not know to be kept.
      server.program.child.kill('SIGSTOP');
      agent = await scene.agent();
      const sync = scene.command('sync');
      await scene.show('Terminal');
      server.program.child.kill('SIGCONT');
      await sync;
      await until('a sync', async () => (await scene.reported())['Terminal'], 60_000);
      expect(await scene.disk()).not.toMatch(/Chess|opening|diary|Refused/);
      agent.child.kill('SIGTERM');
      expect(await agent.ended).toBe(0);
      expect(Object.keys(await scene.reported()).sort()).toEqual(['Terminal']);
    }));
});
