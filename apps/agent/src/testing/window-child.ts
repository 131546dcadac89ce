/**
 * The process that watches windows, with a native module that misbehaves: `SCENE DIARY` are its
 * words. It notes its starts and what it did in the file DIARY. The first start is the one that
 * asks what this machine offers. So a scene that goes well later goes wrong in the second one.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { type NativeWindow, type WindowModule } from '../native/load-native.js';
import { type System } from '../native/system.js';
import { watchWindows } from '../native/watch-windows.js';

const LOOK_MS = 20;
const [scene = '', diary = ''] = process.argv.slice(2);

const note = (line: string) => appendFileSync(diary, `${line}\n`);
const crash = () => process.kill(process.pid, 'SIGSEGV');
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);

note(`start ${process.pid} ${process.env['TIMELEDGER_KEY'] ?? 'without the key'}`);
const start = readFileSync(diary, 'utf8').split('start ').length - 1;
let look = 0;
const isOnce = () => start === 2 && look === 3;

/** What happens before a look. */
const SCENES: Record<string, () => unknown> = {
  works: () => undefined,
  'crashes once': () => isOnce() && crash(),
  'crashes at each look': crash,
  'hangs once': () => isOnce() && hang(),
  'fails once': () => {
    if (isOnce()) throw new Error('access denied');
  },
  'talks nonsense once': () => isOnce() && process.stdout.write('{"type":"look","window":{"id":"7"}}\n'),
  'talks without an end once': () => isOnce() && process.stdout.write('x'.repeat(100_000)),
  'has no koffi': () => undefined,
};

class ScriptedWindow implements NativeWindow {
  path = 'C:\\Program Files\\Editor\\editor.exe';
  constructor(readonly id: number) {}
  getTitle(): string {
    return `a.txt of start ${start}`;
  }
  minimize(): void {
    if (this.id !== 7) throw new Error('no such window');
    note('minimised 7');
  }
}

const system: System = { idleMs: () => 40, isAway: () => false, mayMinimise: () => true, takeNews: () => undefined };

function loadModule(): WindowModule {
  if (scene === 'is not installed') throw new Error('Cannot find module\nRequire stack: ...');
  if (scene === 'offers nothing') return {};
  const getActiveWindow = () => {
    look += 1;
    SCENES[scene]?.();
    return new ScriptedWindow(7);
  };
  return { windowManager: { getActiveWindow }, Window: ScriptedWindow };
}

if (scene === 'ends without a word') process.exit(3);
await watchWindows({
  ...{ platform: 'win32', loadModule, input: process.stdin, lookMs: LOOK_MS },
  loadSystem: () => {
    if (scene === 'has no koffi') throw new Error('Cannot find module');
    return system;
  },
  write: (message) => void process.stdout.write(`${JSON.stringify(message)}\n`),
});
process.exit();
