import { Command, CommanderError, Option } from 'commander';
import {
  type CommonOptions,
  defaultDataFolder,
  type DoctorOptions,
  names,
  path,
  readTarget,
  type RunOptions,
  TargetError,
  wholeNumber,
} from './options.js';

/** What the commands do. Each resolves to the exit code. */
export interface Commands {
  run: (options: RunOptions) => Promise<number>;
  status: (options: CommonOptions) => Promise<number>;
  doctor: (options: DoctorOptions) => Promise<number>;
}

/** What the command line needs from the process that runs it. */
export interface Surroundings {
  commands: Commands;
  /** The default of `--data-dir` depends on these two. */
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  writeOut: (text: string) => void;
  writeErr: (text: string) => void;
}

const WRONG_USAGE = 2;

const EXAMPLES = `
Examples:
  TIMELEDGER_KEY=... npm run agent -- run --server https://time.example.com
  npm run agent -- status
  npm run agent -- doctor --server https://time.example.com

"npm run agent -- run --help" lists the options of run.`;

/**
 * Runs the command that the words name. Resolves to its exit code, or to 2 when the words are
 * wrong: the reason is then on stderr. Without `--key` the key is TIMELEDGER_KEY. No text shows it.
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = agentProgram(surroundings, async (code) => void (exitCode = await code));
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help' && error.exitCode !== 0)
      surroundings.writeErr('\nerror: a command is missing\n');
    return error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

interface ParsedOptions {
  server?: string;
  key?: string;
  dataDir: string;
  display?: string;
}

interface ParsedPauses {
  idleSeconds: number;
  countsWhenIdle: string[];
  syncSeconds?: number;
}

function agentProgram(
  { commands, env, platform, writeOut, writeErr }: Surroundings,
  finish: (code: Promise<number>) => Promise<void>,
): Command {
  const program = new Command('npm run agent --')
    .description('Records which window is active and sends it to a Timeledger server.')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .configureOutput({ writeOut, writeErr });
  const add = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'where records wait', path, defaultDataFolder(env, platform))
      .option('--display <name>', 'X11 display (default: DISPLAY)');

  add('run', 'Records the active window and sends it to the server, until Ctrl-C.')
    .requiredOption('--server <url>', 'the Timeledger server')
    .addOption(keyOption())
    .option(
      '--idle-seconds <n>',
      'do not count a pause without input of this length or more: 60 to 3600',
      wholeNumber(60, 3_600),
      300,
    )
    .option(
      '--counts-when-idle <names>',
      'applications that count without input: films, calls (vlc,zoom)',
      names,
      [] as string[],
    )
    .option('--sync-seconds <n>', 'sync this often: 1 to 86400 (default: as the server says)', wholeNumber(1, 86_400))
    .action(
      ({ idleSeconds, syncSeconds, countsWhenIdle, ...given }: ParsedOptions & ParsedPauses, command: Command) => {
        const target = targetOf(given, command);
        return finish(
          commands.run({ ...target, ...common(given), idleLimitMs: idleSeconds * 1_000, countsWhenIdle, syncSeconds }),
        );
      },
    );
  add('status', 'Shows the length of the queue, the last sync, and whether it can record this desktop.').action(
    (given: ParsedOptions) => finish(commands.status(common(given))),
  );
  add('doctor', 'Checks desktop, spool and server. It prints one line for each.')
    .option('--server <url>', 'also check this Timeledger server')
    .addOption(keyOption())
    .action((given: ParsedOptions, command: Command) => {
      const target = given.server === undefined ? null : targetOf(given, command);
      return finish(commands.doctor({ ...common(given), target }));
    });
  return program;
}

/** The environment is the better place for the key: other users can see the process list. */
const keyOption = () => new Option('--key <key>', 'API key; TIMELEDGER_KEY keeps it secret').env('TIMELEDGER_KEY');

const common = ({ dataDir, display }: ParsedOptions): CommonOptions => ({ dataFolder: dataDir, display });

function targetOf({ server = '', key }: ParsedOptions, command: Command) {
  try {
    return readTarget(server, key);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return command.error(`error: ${error.message}`);
  }
}
