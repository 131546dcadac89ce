import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.js';
import { end, isInstalled } from './xvfb-desktop.js';

const run = promisify(execFile);

/** A message bus that asks for no permissions, as the bus of a session. Other users may connect. */
const CONFIGURATION = (
  socket: string,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

/** A real dbus-daemon. */
export interface BusDaemon {
  address: string;
  /** Runs dbus-send, a program of the reference implementation. Null when it fails. */
  send(...words: string[]): Promise<string | null>;
  close(): Promise<void>;
  /** Starts it again at the same address after a `close`. */
  restart(): Promise<void>;
}

/** `describe`. Prints a line and returns `describe.skip` when this machine has no dbus-daemon. */
export function describeOnBus(what: string): typeof describe.skip {
  if (isInstalled('dbus-daemon') && isInstalled('dbus-send')) return describe;
  process.stderr.write(`NOT CHECKED: ${what} needs dbus-daemon (apt-get install dbus).\n`);
  return describe.skip;
}

export async function startBusDaemon(): Promise<BusDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'timeledger-bus-'));
  const socket = join(folder, 'bus');
  await writeFile(join(folder, 'bus.conf'), CONFIGURATION(socket));
  await chmod(folder, 0o755);
  let child: ReturnType<typeof start> | null = null;
  const start = () =>
    spawn('dbus-daemon', ['--nofork', '--print-address=1', `--config-file=${join(folder, 'bus.conf')}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const restart = async () => {
    await rm(socket, { force: true });
    const daemon = start();
    child = daemon;
    let text = '';
    daemon.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await until('the bus', () => text.includes('\n'), 60_000);
  };
  await restart();
  const address = `unix:path=${socket}`;
  return {
    address,
    send: (...words) =>
      run('dbus-send', [`--bus=${address}`, ...words]).then(
        ({ stdout }) => stdout.trim(),
        () => null,
      ),
    restart,
    close: async () => {
      if (child !== null) await end(child);
    },
  };
}
