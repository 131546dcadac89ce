import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM } from './node-under-test.js';

/** How a program ended, and its error output. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** The node as a process. */
export interface ProgramRun {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Undefined when the program ended before it listened. */
  readonly port: number | undefined;
  readonly ended: Promise<Ending>;
  /** Sends SIGTERM or another signal and returns how the program ended. */
  stop(signal?: NodeJS.Signals): Promise<Ending>;
}

/** Starts the program on a folder. Resolves when it listens or has ended. */
export async function runProgram(
  dir: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ProgramRun> {
  const child = spawn(process.execPath, [PROGRAM, '--dir', dir, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = (once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>).then(([code, signal]) => ({
    code,
    signal,
    stderr,
  }));
  const listening = (once(child.stdout, 'data') as Promise<[Buffer]>).then(([line]) =>
    Number(line.toString().split(' ')[1]),
  );
  const port = await Promise.race([listening, ended.then(() => undefined)]);
  return {
    child,
    pid: child.pid ?? 0,
    port,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
