import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM } from './node-under-test.js';

/** How a program ended, and what it said. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** The node as a process of its own. */
export interface ProgramRun {
  readonly child: ChildProcess;
  /** The port, or undefined when it ended before it listened. */
  readonly port: number | undefined;
  readonly ended: Promise<Ending>;
  /** Ends it by SIGTERM, if it still runs. */
  stop(): Promise<Ending>;
}

/** Starts the program on a folder; resolves when it listens or has ended. */
export async function runProgram(dir: string): Promise<ProgramRun> {
  const child = spawn(process.execPath, [PROGRAM, '--dir', dir, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
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
    port,
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
