import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Asks for the active window once a second in the way that the package get-windows does on Linux:
 * xprop twice and xwininfo for each look. The package itself is no dependency, because its install
 * script downloads or compiles.
 */
const run = promisify(execFile);
const LOOK_MS = 1_000;

async function look(): Promise<void> {
  const { stdout } = await run('xprop', ['-root', '\t$0', '_NET_ACTIVE_WINDOW']);
  const window = Number.parseInt(stdout.split('\t')[1] ?? '', 16);
  if (!window) return;
  const [details] = await Promise.all([
    run('xprop', ['-id', String(window)], { env: { ...process.env, LC_ALL: 'C.utf8' } }),
    run('xwininfo', ['-id', String(window)]),
  ]);
  const pid = /^_NET_WM_PID\(CARDINAL\) = (\d+)$/m.exec(details.stdout)?.[1];
  if (pid !== undefined) await Promise.all([readFile(`/proc/${pid}/statm`), readlink(`/proc/${pid}/exe`)]);
}

for (let nextMs = performance.now(); ; nextMs += LOOK_MS) {
  await pause(Math.max(0, nextMs - performance.now()));
  await look().catch(() => undefined);
}
