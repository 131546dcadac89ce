import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that a test has started. */
export interface Program {
  child: ChildProcess;
  /** Everything that it has printed so far, on both outputs. */
  output: () => string;
  /** Resolves at its end with the exit code, or null when a signal ended it. */
  ended: Promise<number | null>;
}

const running = new Set<Program>();

/** The settings of the person who runs the tests do not count. */
const NO_SETTINGS = { XDG_CONFIG_HOME: '/no-such-folder' };

/** Starts Node with these arguments, in the environment of the test plus these variables. */
export function startNode(words: string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, words, { env: { ...process.env, NODE_OPTIONS: '', ...NO_SETTINGS, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(program);
    return code as number | null;
  });
  const program = { child, output: () => text, ended };
  running.add(program);
  return program;
}

/** Ends a program as a crash does: without a chance to clean up. */
export async function crash({ child, ended }: Program): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** Ends all running programs. For `afterEach`, so a failed test leaves no process behind. */
export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map(crash));
}
