import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM } from './node-under-test.js';

/** The compiled program, running as a process of its own. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
  /** What it wrote to stderr so far; also passed on. */
  readonly stderr: () => string;
  /** Sends a signal and resolves with the exit code, null when the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program; resolves when it listens. Rejects with what it wrote to stderr when it ends before. */
export async function startProgram(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunningProgram> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'close') as Promise<[number | null]>;
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const port = await Promise.race([
    once(child.stdout, 'data').then(([line]) => Number(String(line).split(' ')[1])),
    exited.then(([code]) => {
      throw new Error(`The program ended with code ${code}: ${stderr}`);
    }),
  ]);
  return {
    child,
    pid: child.pid ?? 0,
    port,
    stderr: () => stderr,
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
