import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { until } from './until.js';

const PROGRAMS = ['Xvfb', 'openbox', 'xterm', 'xdotool'];
/** xdotool prints the rest of a title in an encoding that depends on several locales. */
const PLAIN_TITLE_LENGTH = 5;

/**
 * A real X server with a real window manager and real programs. The test controls them from
 * outside.
 */
export interface XvfbDesktop {
  display: string;
  /** Starts a program on this desktop. */
  run(program: string, ...words: string[]): ChildProcess;
  /**
   * Runs xdotool and returns its output. Null when it fails, for example while no window is active.
   */
  xdotool(...words: string[]): string | null;
  /** Presses a key of a real keyboard. The idle counter sees it as input. */
  press(): void;
  /** Whether the active window has this title. Compares the first characters, which are ASCII. */
  isActive(title: string): boolean;
  /** Ends all started programs, then the desktop. */
  close(): Promise<void>;
}

const folders = (process.env['PATH'] ?? '').split(delimiter);

/** Whether a program can be run on this machine. */
export function isInstalled(program: string): boolean {
  return folders.some((folder) => existsSync(join(folder, program)));
}

/**
 * `describe`. Prints a line and returns `describe.skip` when this machine has no desktop to run.
 */
export function describeOnDesktop(what: string): typeof describe.skip {
  const missing = PROGRAMS.filter((program) => !isInstalled(program));
  if (missing.length === 0) return describe;
  process.stderr.write(`NOT CHECKED: ${what} needs ${missing.join(', ')}.\n`);
  return describe.skip;
}

/** The X server and the window manager each take long on a busy machine. */
const START_LIMIT_MS = 60_000;

/** Starts the desktop on a display number that the X server chooses. */
export async function startXvfbDesktop({ screens = 1 }: { screens?: number } = {}): Promise<XvfbDesktop> {
  const screenWords = Array.from({ length: screens }, (_unused, screen) => ['-screen', String(screen), '800x600x24']);
  const xvfb = spawn('Xvfb', ['-displayfd', '1', ...screenWords.flat(), '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const children: ChildProcess[] = [xvfb];
  const close = async () => {
    for (const child of children.splice(0).reverse()) await end(child);
  };
  try {
    let number = '';
    xvfb.stdout.on('data', (chunk: Buffer) => (number += chunk.toString()));
    await until('the X server', () => number.endsWith('\n'), START_LIMIT_MS);
    const desktop = { ...controlsOf(`:${number.trim()}`, children), close };
    desktop.run('openbox');
    await until('the window manager', () => desktop.xdotool('get_desktop') === '0', START_LIMIT_MS);
    return desktop;
  } catch (error) {
    await close();
    throw error;
  }
}

function controlsOf(display: string, children: ChildProcess[]): Omit<XvfbDesktop, 'close'> {
  const env = { ...process.env, DISPLAY: display };
  const xdotool = (...words: string[]) => {
    const { status, stdout } = spawnSync('xdotool', words, { env, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  return {
    display,
    run: (program, ...words) => {
      const child = spawn(program, words, { env, stdio: 'ignore' });
      children.push(child);
      return child;
    },
    xdotool,
    press: () => void xdotool('key', 'shift'),
    isActive: (title) =>
      xdotool('getactivewindow', 'getwindowname')?.startsWith(title.slice(0, PLAIN_TITLE_LENGTH)) ?? false,
  };
}

/** Ends a program that a test started and waits for its end. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
