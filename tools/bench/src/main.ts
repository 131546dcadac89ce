import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCHMARKS, type Options } from './benchmarks.js';
import { runCommandLine } from './command-line.js';

/**
 * Runs a benchmark in a process of its own, then clears up. Native threads of the in-process engine
 * still write at its end, so only another process can empty the folder for good.
 */
async function runApart(name: string, options: Options): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'timeledger-bench-'));
  const runner = fileURLToPath(new URL('./run.js', import.meta.url));
  // The child leads a process group. The servers that it starts belong to that group too.
  const child = spawn(process.execPath, [runner, name, dir, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const killAll = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The whole group has ended.
    }
  };
  process.once('SIGINT', killAll);
  process.once('SIGTERM', killAll);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    killAll();
    // Killed processes may take a moment to close their files.
    rmSync(dir, { recursive: true, force: true, maxRetries: 20 });
  }
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  benchmarks: BENCHMARKS,
  run: runApart,
  writeOut: (text) => void process.stdout.write(text),
  writeErr: (text) => void process.stderr.write(text),
});
