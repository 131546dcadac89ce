import { Argument, Command, CommanderError, InvalidArgumentError } from 'commander';

/** A rebuild that a person asks for. */
export interface RebuildRequest {
  /** Names of tables. */
  readonly tables: readonly string[];
  readonly userId: string | undefined;
  readonly restart: boolean;
}

/** What the commands do. Each resolves to the exit code. */
export interface Commands {
  readonly run: () => Promise<number>;
  readonly rebuild: (request: RebuildRequest) => Promise<number>;
  readonly status: () => Promise<number>;
  readonly startOver: () => Promise<number>;
}

/** Where the command line prints, and the tables that it knows. */
export interface Surroundings {
  readonly commands: Commands;
  readonly tables: readonly string[];
  /** For each name of a projection, the names of its tables. */
  readonly projections: Readonly<Record<string, readonly string[]>>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

const WRONG_USAGE = 2;

const EXAMPLES = `
Examples:
  npm run -s projector -- run
  npm run -s projector -- rebuild devices

Settings, from the environment (docs/operations.md):
  EVENTSTORE_URL, CLICKHOUSE_URL   both needed
  CLICKHOUSE_CLUSTER               default: one server
  LOG_LEVEL                        default: info`;

/**
 * Runs the command that the arguments name. Resolves to its exit code, or to 2 when the arguments
 * are wrong: stderr then has the reason. Rejects with the error of the command.
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const finish = async (code: Promise<number>) => void (exitCode = await code);
  const program = projectorProgram(surroundings, finish);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help' && error.exitCode !== 0)
      surroundings.writeErr('\nerror: a command is missing\n');
    return error.exitCode === 0 ? 0 : WRONG_USAGE;
  }
}

function projectorProgram(
  { commands, tables, projections, writeOut, writeErr }: Surroundings,
  finish: (code: Promise<number>) => Promise<void>,
): Command {
  const program = new Command('npm run -s projector --')
    .description('Projects the event store into ClickHouse. Both are servers.')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .configureOutput({ writeOut, writeErr });
  program
    .command('run')
    .description('Projects the log until SIGTERM or SIGINT. It waits for stores that are not up yet.')
    .action(() => finish(commands.run()));
  program
    .command('rebuild')
    .description(
      'Replays the log beside the tables, then lets the result take their place. Everything else goes on meanwhile. ' +
        'A rebuild that was cut off goes on where it was.',
    )
    .addArgument(
      new Argument('[name]', 'only this projection, or this table').choices([...Object.keys(projections), ...tables]),
    )
    .option('--user <id>', 'make only the rows of this user right', userId)
    .option('--restart', 'begin again from nothing, also when a rebuild was cut off', false)
    .action((name: string | undefined, { user, restart }: { user?: string; restart: boolean }) =>
      finish(
        commands.rebuild({
          tables: name === undefined ? tables : (projections[name] ?? [name]),
          userId: user,
          restart,
        }),
      ),
    );
  program
    .command('status')
    .description(
      'Prints {"caughtUp","lagSeconds","logPosition","position","otherHistory","parked","projections","rebuild"}. ' +
        'It fails when a store does not answer.',
    )
    .action(() => finish(commands.status()));
  program
    .command('start-over')
    .description(
      'For a log that was restored from an older copy. Forgets how far the tables are. The next `run` empties them and ' +
        'fills them from this log. Stop every projector first.',
    )
    .action(() => finish(commands.startOver()));
  return program;
}

/** The id of a user: 32 small hexadecimal digits in five groups. */
function userId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) {
    throw new InvalidArgumentError('The id of a user looks like 0b6e4ef3-31a5-4d6c-9d5f-5b2f0c1d7a10.');
  }
  return text;
}
