import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCHMARKS } from './benchmarks.js';
import { parseOptions, usageOf } from './options.js';

/**
 * Runs a benchmark in a process of its own and clears up after it, however it ends: while native threads of the
 * in-process engine still write, only somebody outside can empty the folder for good.
 */
async function runApart(name: string, args: readonly string[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'timeledger-bench-'));
  const runner = fileURLToPath(new URL('./run.js', import.meta.url));
  // A process group of its own, to which the servers that it starts belong too.
  const child = spawn(process.execPath, [runner, name, dir, ...args], {
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

function refuse(reason: string): void {
  const names = [...BENCHMARKS].map(([name, { defaults }]) => `${name}${usageOf(defaults)}`);
  process.stderr.write(`${reason}\nusage: npm run -s bench -- ${names.join(' | ')}\n`);
  process.exitCode = 2;
}

/** Why these arguments cannot be run, or undefined when they can. */
function problemOf(name: string, args: readonly string[]): string | undefined {
  const benchmark = BENCHMARKS.get(name);
  if (benchmark === undefined) return `There is no benchmark "${name}".`;
  try {
    parseOptions(args, benchmark.defaults);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const [name = '', ...args] = process.argv.slice(2);
const problem = problemOf(name, args);
if (problem === undefined) process.exitCode = await runApart(name, args);
else refuse(problem);
