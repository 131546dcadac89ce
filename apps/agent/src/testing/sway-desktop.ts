import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Compositor } from '../wayland/compositor.js';
import { until } from './until.js';
import { end, isInstalled } from './xvfb-desktop.js';

const PROGRAMS = ['sway', 'swaymsg', 'foot', 'setpriv'];
const NOBODY = 65_534;
const START_LIMIT_MS = 60_000;
const POINTERS = 'zwlr_virtual_pointer_manager_v1';
const POINTER = { create: 0, motion: 0, frame: 4 } as const;
const run = promisify(execFile);

/** A real sway without a screen, with real programs. */
export interface SwayDesktop {
  /** The compositor's socket. */
  socket: string;
  /** The socket for commands. */
  commands: string;
  /** Runs a command of sway and returns its answer. */
  sway(...words: string[]): Promise<string>;
  /** Opens a terminal with this title. */
  open(title: string): Promise<void>;
  /** Moves the pointer, as a person does. */
  movePointer(): void;
  close(): Promise<void>;
}

/** `describe`. Prints a line and returns `describe.skip` when sway is missing. */
export function describeOnSway(what: string): typeof describe.skip {
  const missing = PROGRAMS.filter((program) => !isInstalled(program));
  if (missing.length === 0) return describe;
  process.stderr.write(`NOT CHECKED: ${what} because ${missing.join(', ')} is not installed\n`);
  return describe.skip;
}

export async function startSwayDesktop(): Promise<SwayDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-sway-'));
  const isRoot = process.getuid?.() === 0;
  const config = join(folder, 'config');
  await writeFile(config, 'xwayland disable\nfocus_follows_mouse no\n');
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  const child = startSway(folder, config, isRoot);
  try {
    const find = (start: string) => async () =>
      (await readdir(folder)).find((name) => name.startsWith(start) && !name.endsWith('.lock'));
    const socket = join(folder, await until('the compositor', find('wayland-'), START_LIMIT_MS));
    const commands = join(folder, await until('the commands of sway', find('sway-ipc'), START_LIMIT_MS));
    const sway = async (...words: string[]) => (await run('swaymsg', ['-s', commands, ...words])).stdout;
    await until('sway', () => sway('-t', 'get_version').catch(() => null), START_LIMIT_MS);
    const pointer = await virtualPointer(socket);
    return {
      ...{ socket, commands, sway, movePointer: pointer.move },
      open: async (title) => {
        await sway('exec', `foot --title '${title}' --app-id terminal sleep 120`);
        await until(`the window ${title}`, async () => (await sway('-t', 'get_tree')).includes(JSON.stringify(title)));
      },
      close: async () => {
        pointer.close();
        await end(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** sway refuses to run as root, so root gives the rights away. */
function startSway(folder: string, config: string, isRoot: boolean): ChildProcess {
  const words = ['sway', '-c', config];
  const [program = '', ...rest] = isRoot
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...words]
    : words;
  const env = {
    ...{ PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder },
    ...{ WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1', WLR_RENDERER: 'pixman' },
  };
  return spawn(program, rest, { env, cwd: folder, stdio: 'ignore' });
}

/** Source: wlr-protocols, unstable/wlr-virtual-pointer-unstable-v1.xml. */
async function virtualPointer(socket: string): Promise<{ move: () => void; close: () => void }> {
  const compositor = await Compositor.open(socket);
  const pointers = compositor.bind(POINTERS, 1);
  const seat = compositor.bind('wl_seat', 1);
  const pointer = compositor.newObject(() => undefined);
  compositor.request(pointers, POINTER.create, seat, pointer);
  const step = 256;
  return {
    move: () => {
      compositor.request(pointer, POINTER.motion, Math.round(performance.now()), step, step);
      compositor.request(pointer, POINTER.frame);
    },
    close: () => compositor.close(),
  };
}
