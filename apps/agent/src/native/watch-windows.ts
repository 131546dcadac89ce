import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { type NativePlatform } from './front-window.js';
import { loadSystem, loadWindowModule, type NativeWindow, type WindowModule } from './load-native.js';
import {
  type ChildMessage,
  LONGEST_TEXT,
  type Look,
  type Question,
  readQuestion,
  type SeenWindow,
} from './messages.js';
import { type System } from './system.js';

const LOOK_MS = 1_000;
/** No window has the focus for a moment between two windows. */
const BETWEEN_WINDOWS_MS = 100;

export interface WatchOptions {
  platform: NodeJS.Platform;
  loadModule: () => WindowModule;
  loadSystem: (platform: NativePlatform) => System;
  /** Questions of the agent. Its end ends the watching: the agent is gone. */
  input: Readable;
  write: (message: ChildMessage) => void;
  lookMs?: number;
}

interface Eyes {
  getActiveWindow: () => NativeWindow | undefined;
  windowOf: ((id: number) => NativeWindow) | null;
  /** Null: koffi is missing. */
  system: System | null;
}

/**
 * The process that watches windows for the agent. It is a process of its own because the native
 * module may crash, hang or leak. It writes one message a line. Resolves when the agent is gone, or
 * at once when nothing can be watched.
 */
export async function watchWindows(options: WatchOptions): Promise<void> {
  const { input, write, lookMs = LOOK_MS } = options;
  const eyes = openEyes(options);
  if ('unusable' in eyes) return write({ type: 'unusable', reason: eyes.unusable });
  write(helloOf(eyes));
  const look = () => tell(eyes, write);
  look();
  const timer = setInterval(look, lookMs);
  for await (const line of createInterface({ input })) {
    const question = readQuestion(line);
    if (question !== null) write(answer(eyes, question));
  }
  clearInterval(timer);
}

/** Watches the desktop of this machine, for the agent that has started this process. */
export async function watchThisDesktop(): Promise<void> {
  const { platform, env, stdin, stdout } = process;
  // The agent has gone without a goodbye.
  stdout.on('error', () => process.exit());
  await watchWindows({
    ...{ platform, loadModule: loadWindowModule, input: stdin },
    loadSystem: (system) => loadSystem(system, env),
    write: (message) => void stdout.write(`${JSON.stringify(message)}\n`),
  });
}

function openEyes({ platform, loadModule, loadSystem: load }: WatchOptions): Eyes | { unusable: string } {
  if (platform !== 'win32' && platform !== 'darwin')
    return { unusable: `node-window-manager sees no windows on ${platform}` };
  let native: WindowModule;
  try {
    native = loadModule();
  } catch (error) {
    return { unusable: `node-window-manager cannot be loaded (${reasonOf(error)})` };
  }
  const { windowManager, Window } = native;
  if (typeof windowManager?.getActiveWindow !== 'function')
    return { unusable: 'node-window-manager offers no active window' };
  const eyes = {
    getActiveWindow: windowManager.getActiveWindow,
    windowOf: Window ? (id: number) => new Window(id) : null,
  };
  try {
    return { ...eyes, system: load(platform) };
  } catch (error) {
    // Without the event loop of macOS the window in front would never change.
    return platform === 'darwin'
      ? { unusable: `koffi cannot be loaded (${reasonOf(error)})` }
      : { ...eyes, system: null };
  }
}

function helloOf({ system, windowOf }: Eyes): ChildMessage {
  return {
    type: 'hello',
    idle: system !== null && system.idleMs() !== null,
    lock: system !== null && system.isAway() !== null,
    minimises: windowOf !== null && (system?.mayMinimise() ?? true),
  };
}

/** Tells one look. Without a window it looks again a moment later, and tells that. */
function tell(eyes: Eyes, write: WatchOptions['write'], isSecond = false): void {
  try {
    eyes.system?.takeNews();
    const window = frontWindow(eyes);
    if (!isSecond && (window === null || window.id === 0 || window.path === '')) {
      setTimeout(() => tell(eyes, write, true), BETWEEN_WINDOWS_MS);
      return;
    }
    const { system } = eyes;
    const look: Look = { window, idleMs: system?.idleMs() ?? null, isAway: system?.isAway() ?? null };
    write({ type: 'look', ...look, memoryBytes: process.memoryUsage.rss() });
  } catch (error) {
    write({ type: 'failed', reason: reasonOf(error) });
  }
}

function frontWindow({ getActiveWindow }: Eyes): SeenWindow | null {
  const window = getActiveWindow();
  if (!window) return null;
  const { id, path } = window;
  if (!id || !path) return { id: 0, path: '', title: '' };
  return { id, path: path.slice(0, LONGEST_TEXT), title: String(window.getTitle() ?? '').slice(0, LONGEST_TEXT) };
}

function answer({ windowOf, system }: Eyes, asked: Question): ChildMessage {
  const given = { type: 'answer', question: asked.question, idleMs: null, error: null } as const;
  try {
    if (asked.ask === 'idle') return { ...given, idleMs: system?.idleMs() ?? null };
    if (windowOf === null) return { ...given, error: 'node-window-manager cannot minimise' };
    windowOf(asked.window).minimize();
    return given;
  } catch (error) {
    return { ...given, error: reasonOf(error) };
  }
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, LONGEST_TEXT) ?? '';
