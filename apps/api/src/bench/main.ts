import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCHMARKS } from './benchmarks.js';

/**
 * Runs a benchmark in a process of its own and clears up after it, however it ends: while native threads of the
 * in-process engine still write, only somebody outside can empty the folder for good.
 */
async function runApart(name: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'timeledger-bench-'));
  const runner = fileURLToPath(new URL('./run.js', import.meta.url));
  // A process group of its own, to which the servers that it starts belong too.
  const child = spawn(process.execPath, [runner, name, dir], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const killAll = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody of the group is left.
    }
  };
  process.once('SIGINT', killAll);
  process.once('SIGTERM', killAll);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    killAll();
    // Killed processes may take a moment to let go of their files.
    rmSync(dir, { recursive: true, force: true, maxRetries: 20 });
  }
}

const [name = '', ...surplus] = process.argv.slice(2);
if (BENCHMARKS.has(name) && surplus.length === 0) {
  process.exitCode = await runApart(name);
} else {
  process.stderr.write(`usage: npm run -s bench -- ${[...BENCHMARKS.keys()].join(' | ')}\n`);
  process.exitCode = 2;
}
