import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { endPrograms, startNode } from '../testing/programs.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { nativeSource, type NativeSourceOptions } from './native-source.js';

/** Real processes run the compiled child on a module that misbehaves. */
const CHILD = join(process.cwd(), 'dist-tools/apps/agent/src/testing/window-child.js');
const LIMIT_MS = 60_000;

const input: ActivityReport = { type: 'input', idleMs: 40 };
const ready: ActivityReport = { type: 'ready', seesInput: true };
const editor = (start: number): ActivityReport => ({
  ...{ type: 'active', window: 7, application: 'editor' },
  title: `a.txt of start ${start}`,
});

interface Play {
  source: ActivitySource;
  /** All reports so far but those about input. */
  seen: ActivityReport[];
  inputs: ActivityReport[];
  /** What the children have noted. */
  diary: () => string[];
}

/** Plays a scene on a real child until `scene` is over. */
async function play(name: string, scene: (play: Play) => Promise<void>, given: Partial<NativeSourceOptions> = {}) {
  await withTemporaryFolder(async (folder) => {
    const file = join(folder, 'diary');
    const source = await nativeSource({
      ...{ platform: 'win32', program: [process.execPath, CHILD, name, file], firstWaitMs: 10 },
      env: { ...process.env, NODE_OPTIONS: '', TIMELEDGER_KEY: 'secret' },
      ...given,
    });
    if ('unsupported' in source) throw new Error(source.unsupported);
    const [seen, inputs]: ActivityReport[][] = [[], []];
    const watching = source.reports().subscribe((report) => (report.type === 'input' ? inputs : seen)?.push(report));
    const diary = () => readFileSync(file, 'utf8').trim().split('\n');
    try {
      await scene({ source, seen: seen ?? [], inputs: inputs ?? [], diary });
    } finally {
      watching.unsubscribe();
      const pids = diary().flatMap((line) => /^start (\d+)/.exec(line)?.[1] ?? []);
      await until('the end of all children', () => pids.every((pid) => !isRunning(Number(pid))), LIMIT_MS);
    }
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const count = (seen: ActivityReport[], least: number) =>
  until(`${least} reports`, () => seen.length >= least, LIMIT_MS);

/** What the machine is told to offer, when that is nothing. */
async function reasonOf(scene: string): Promise<string> {
  let reason = '';
  await withTemporaryFolder(async (folder) => {
    const program = [process.execPath, CHILD, scene, join(folder, 'diary')];
    const source = await nativeSource({ platform: 'win32', program, env: { ...process.env, NODE_OPTIONS: '' } });
    reason = 'unsupported' in source ? source.unsupported : source.name;
  });
  return reason;
}

afterEach(endPrograms);

describe('the windows of Windows and macOS, watched by a process of its own', () => {
  it('reports the window in front once, each look at the last input, and no key reaches the process', () =>
    play('works', async ({ source, seen, inputs, diary }) => {
      expect(source.capabilities).toEqual({ titles: true, idle: true, lock: true, minimises: true });
      await until('inputs', () => inputs.length > 5, LIMIT_MS);
      expect(seen).toEqual([ready, editor(2)]);
      expect(inputs[0]).toEqual(input);
      expect(await source.idleMs()).toBe(40);
      expect(diary().every((line) => line.endsWith('without the key'))).toBe(true);
    }));

  it('minimises a window, and says why when it cannot', () =>
    play('works', async ({ source, seen, diary }) => {
      await count(seen, 2);
      await source.actuator?.minimize(7);
      expect(diary().at(-1)).toBe('minimised 7');
      await expect(source.actuator?.minimize(8)).rejects.toThrow('no such window');
    }));

  it.each([
    ['crashes once', 'ended by SIGSEGV'],
    ['hangs once', 'does not answer'],
    ['talks nonsense once', 'tells what cannot be understood'],
    ['talks without an end once', 'tells what cannot be understood'],
  ])('goes on after a process that %s, and says it', (scene, how) =>
    play(
      scene,
      async ({ seen }) => {
        await count(seen, 5);
        const lost: ActivityReport = { type: 'lost', reason: `the process that watches windows ${how}` };
        expect(seen.slice(0, 5)).toEqual([ready, editor(2), lost, ready, editor(3)]);
      },
      // Long enough for a process to start on a busy machine.
      scene === 'hangs once' ? { silentMs: 12_000 } : {},
    ),
  );

  it('says that a look has failed, and looks again', () =>
    play('fails once', async ({ seen, diary }) => {
      await count(seen, 5);
      const lost: ActivityReport = { type: 'lost', reason: 'node-window-manager: access denied' };
      expect(seen.slice(0, 5)).toEqual([ready, editor(2), lost, ready, editor(2)]);
      expect(diary()).toHaveLength(2);
    }));

  it('says that the process keeps ending, and never that the desktop answers', () =>
    play('crashes at each look', async ({ seen, diary }) => {
      const reason = 'the process that watches windows ended by SIGSEGV';
      const often: ActivityReport = { type: 'lost', reason: `${reason}, again and again` };
      await count(seen, 2);
      expect(seen).toEqual([{ type: 'lost', reason }, often]);
      const starts = diary().length;
      await until('more starts', () => diary().length > starts + 1, LIMIT_MS);
      expect(seen).toHaveLength(2);
    }));

  it('renews a process that is worn, without a word', () =>
    play(
      'works',
      async ({ seen }) => {
        await count(seen, 4);
        expect(seen.slice(0, 4)).toEqual([ready, editor(2), editor(3), editor(4)]);
      },
      { isWorn: (ageMs, memoryBytes) => ageMs > 0 && memoryBytes > 1_000_000 },
    ));

  it('counts presence where koffi is missing', () =>
    play('has no koffi', async ({ source, seen, inputs }) => {
      expect(source.capabilities).toEqual({ titles: true, idle: false, lock: false, minimises: true });
      await count(seen, 2);
      expect(seen[0]).toEqual({ type: 'ready', seesInput: false });
      expect(await source.idleMs()).toBeNull();
      expect(inputs).toEqual([]);
    }));

  it('acts only while it is watched', () =>
    withTemporaryFolder(async (folder) => {
      const program = [process.execPath, CHILD, 'works', join(folder, 'diary')];
      const source = await nativeSource({ platform: 'win32', program, env: { ...process.env, NODE_OPTIONS: '' } });
      if ('unsupported' in source) throw new Error(source.unsupported);
      await expect(source.actuator?.minimize(7)).rejects.toThrow('does not run now');
      await expect(source.idleMs()).rejects.toThrow('does not run now');
    }));

  it.each([
    ['is not installed', 'node-window-manager cannot be loaded (Cannot find module)'],
    ['offers nothing', 'node-window-manager offers no active window'],
    ['ends without a word', 'the process that watches windows ended with 3'],
  ])('is refused with the reason where the module %s', async (scene, reason) => {
    expect(await reasonOf(scene)).toBe(reason);
  });

  it('is refused where the program cannot be started', async () => {
    const source = await nativeSource({ platform: 'darwin', program: ['/nowhere/node'], env: {} });
    expect(source).toEqual({ unsupported: expect.stringContaining('cannot be started') as string });
  });

  it('ends with the agent, though the agent is killed', () =>
    withTemporaryFolder(async (folder) => {
      const diary = join(folder, 'diary');
      const module = join(process.cwd(), 'dist-tools/apps/agent/src/native/window-child.js');
      const agent = `
        const { WindowChild } = await import(process.argv[1]);
        const program = [process.execPath, ...process.argv.slice(2)];
        new WindowChild({ program, env: process.env, silentMs: 60000 }).messages.subscribe(() => console.log('told'));`;
      const words = ['--input-type=module', '-e', agent, module, CHILD, 'works', diary];
      const { child, output, ended } = startNode(words);
      await until('a message', () => output().includes('told'), LIMIT_MS);
      child.kill('SIGKILL');
      await ended;
      const pid = Number(/^start (\d+)/.exec(readFileSync(diary, 'utf8'))?.[1]);
      await until('the end of the child', () => !isRunning(pid), LIMIT_MS);
    }));
});
