import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusConnection } from '../dbus/connection.js';
import { textOf, Variant } from '../dbus/values.js';
import { type BusDaemon, startBusDaemon } from './bus-daemon.js';
import { itWhen } from './it-when.js';
import { until } from './until.js';
import { end, isInstalled } from './xvfb-desktop.js';

const PROGRAMS = ['gnome-shell', 'foot', 'setpriv', 'dbus-daemon'];
const NOBODY = 65_534;
const START_LIMIT_MS = 90_000;
const SHELL = { destination: 'org.gnome.Shell', path: '/org/gnome/Shell' } as const;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const REMOTE = 'org.gnome.Mutter.RemoteDesktop';

/** A real GNOME Shell without a screen, on Wayland, with buses of its own. */
export interface GnomeDesktop {
  /** The environment of a program of this session. */
  env: NodeJS.ProcessEnv;
  /** Calls a method of GNOME Shell with texts. */
  shell(member: string, ...texts: string[]): Promise<unknown>;
  /** Starts GNOME Shell, also again: as a new log-in does. */
  logIn(): Promise<void>;
  /** Ends GNOME Shell. */
  logOut(): Promise<void>;
  /** Opens a terminal with the first title. A second later it has the second one. */
  open(title: string, next?: string): ChildProcess;
  /** Moves the pointer, as a person does. */
  movePointer(): Promise<void>;
  close(): Promise<void>;
}

/** `it` where a real GNOME Shell is installed. */
export const onGnome = (what: string): typeof it.skip =>
  itWhen(
    PROGRAMS.every((program) => isInstalled(program)),
    what,
    `${PROGRAMS.join(', ')}`,
  );

export async function startGnomeDesktop(): Promise<GnomeDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-gnome-'));
  const isRoot = process.getuid?.() === 0;
  const runtime = join(folder, 'run');
  await mkdir(runtime, { mode: 0o700 });
  if (isRoot) for (const place of [folder, runtime]) await chown(place, NOBODY, NOBODY);
  const daemons = [await startBusDaemon(), await startBusDaemon()];
  const env = environment(folder, daemons);
  const asPerson = (...words: string[]): ChildProcess => {
    const [program = '', ...rest] = isRoot
      ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...words]
      : words;
    return spawn(program, rest, { env, cwd: folder, stdio: 'ignore' });
  };
  const bus = await BusConnection.open(env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  const programs: ChildProcess[] = [];
  let shell: ChildProcess | null = null;
  const logOut = async () => {
    for (const program of programs.splice(0)) await end(program);
    if (shell !== null) await end(shell);
    shell = null;
  };
  return {
    env,
    logOut,
    shell: async (member, ...texts) =>
      (
        await bus.call({
          ...{ ...SHELL, interface: 'org.gnome.Shell.Extensions', member },
          ...{ signature: 's'.repeat(texts.length), body: texts },
        })
      )[0],
    logIn: async () => {
      await logOut();
      shell = asPerson('gnome-shell', '--wayland', '--headless', '--no-x11', '--virtual-monitor', '1280x800');
      await leaveOverview(bus);
    },
    open: (title, next = title) => {
      const script = `sleep 1; printf '\\033]2;%s\\007' '${next}'; sleep 120`;
      const child = asPerson('foot', '--title', title, '--app-id', 'terminal', 'sh', '-c', script);
      programs.push(child);
      return child;
    },
    movePointer: () => movePointer(bus),
    close: async () => {
      await logOut();
      bus.close();
      for (const daemon of daemons) await daemon.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function environment(folder: string, [session, system]: BusDaemon[]): NodeJS.ProcessEnv {
  return {
    ...{ PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: join(folder, 'run') },
    ...{ XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'GNOME', WAYLAND_DISPLAY: 'wayland-0' },
    ...{ DBUS_SESSION_BUS_ADDRESS: session?.address, DBUS_SYSTEM_BUS_ADDRESS: system?.address },
    // What the person turns on lasts as long as this Shell. No accessibility bus is needed.
    ...{ GSETTINGS_BACKEND: 'memory', NO_AT_BRIDGE: '1' },
  };
}

/** At log-in GNOME shows its overview, in which no window has the focus. Leaves it. */
async function leaveOverview(bus: BusConnection): Promise<void> {
  const call = { ...SHELL, interface: PROPERTIES };
  const named = [SHELL.destination, 'OverviewActive'];
  const isShown = async () => {
    if ((await bus.ownerOf(SHELL.destination)) === '') return null;
    return (await bus.call({ ...call, member: 'Get', signature: 'ss', body: named }).catch(() => [null]))[0];
  };
  await until('the overview of GNOME Shell', async () => (await isShown()) === true, START_LIMIT_MS);
  const off = { ...call, member: 'Set', signature: 'ssv', body: [...named, new Variant('b', false)] };
  await until('the end of the overview', async () => (await bus.call(off), (await isShown()) === false));
}

async function movePointer(bus: BusConnection): Promise<void> {
  const remote = { destination: REMOTE, path: '/org/gnome/Mutter/RemoteDesktop', interface: REMOTE };
  const [session] = await bus.call({ ...remote, member: 'CreateSession' });
  const call = { destination: REMOTE, path: textOf(session), interface: `${REMOTE}.Session` };
  await bus.call({ ...call, member: 'Start' });
  await bus.call({ ...call, member: 'NotifyPointerMotionRelative', signature: 'dd', body: [5, 5] });
  await bus.call({ ...call, member: 'Stop' });
}
