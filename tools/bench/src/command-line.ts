import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { Entry, Options } from './benchmarks.js';

/** What the command line needs from the process that runs it. */
export interface Surroundings {
  readonly benchmarks: ReadonlyMap<string, Pick<Entry, 'measures' | 'defaults'>>;
  /** Runs a benchmark. Resolves to the exit code. */
  readonly run: (name: string, options: Options) => Promise<number>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

const WRONG_USAGE = 2;

const EXAMPLES = `
Examples:
  npm run -s bench -- smoke
  npm run -s bench -- event-store --events 100000`;

/**
 * Runs the benchmark that the arguments name. Resolves to its exit code, or to 2 when the arguments
 * are wrong: the reason is then on stderr.
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = benchProgram(surroundings, async (code) => void (exitCode = await code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help' && error.exitCode !== 0)
      surroundings.writeErr('\nerror: the name of a benchmark is missing\n');
    return error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

function benchProgram(
  { benchmarks, run, writeOut, writeErr }: Surroundings,
  finish: (code: Promise<number>) => Promise<void>,
): Command {
  const program = new Command('npm run -s bench --')
    .description('Measures Timeledger. The input is the same each time.')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .configureOutput({ writeOut, writeErr });
  for (const [name, { measures, defaults }] of benchmarks) {
    const command = program.command(name).description(measures);
    for (const [option, value] of Object.entries(defaults))
      command.option(`--${option} <number>`, `how many ${option}`, count, value);
    command.action((options: Options) => finish(run(name, options)));
  }
  return program;
}

/** A whole number from 1. */
function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
