import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const WATCH_MS = 50;

/** A program of ours that is ready to serve. */
export interface RunningProgram {
  /** The address or port that it printed. */
  readonly address: string;
  readonly pid: number;
  /** From the start of the process to the line with the address, in ms. */
  readonly startUpMs: number;
  /** Asks it to stop and waits for its end. */
  stop(): Promise<void>;
}

export interface Program {
  /** Path of the compiled entry, and its arguments. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The line that says that the program is ready; its first group is the address. */
  readonly ready: RegExp;
}

/**
 * Where a benchmark keeps its files. main.ts removes the folder, and ends programs that still run.
 */
export class Workspace {
  constructor(
    /** The temporary folder. */
    readonly dir: string,
  ) {}

  /** Starts a program. Resolves when it is ready, and throws when it ends before. */
  async start({ command, environment = {}, ready }: Program): Promise<RunningProgram> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      const address = ready.exec(line)?.[1];
      if (address === undefined) continue;
      const stop = async () => {
        child.kill('SIGTERM');
        await exited;
      };
      return { address, pid: child.pid ?? 0, startUpMs: performance.now() - startedAt, stop };
    }
    throw new Error(`${command[0]} ended before it was ready.`);
  }

  /**
   * Runs a program to its end. `watch` is called while it runs. Resolves to the seconds that it
   * took. Throws when it fails.
   */
  async run({ command, environment = {} }: Omit<Program, 'ready'>, watch: (pid: number) => void): Promise<number> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, command, {
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, ...environment },
    });
    const watching = setInterval(() => watch(child.pid ?? 0), WATCH_MS);
    try {
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`${command[0]} failed.`);
      return (performance.now() - startedAt) / 1000;
    } finally {
      clearInterval(watching);
    }
  }
}
