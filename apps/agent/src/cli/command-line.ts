import { Command, CommanderError, Option } from 'commander';
import { configFileOf, loadSettings } from '../config/load-settings.js';
import { WrongSettings } from '../config/read-settings.js';
import { nameOf, type Place, type Setting, SettingProblem } from '../config/setting.js';
import { SETTING_KEYS, type SettingKey, settingOf } from '../config/settings.js';
import { MissingTarget } from '../config/target.js';
import { NotRunning, Refused } from '../control/control-client.js';
import { goOutBy, NoWayOut } from '../calls/outward.js';
import { WrongRule } from '../rules/read-rules.js';
import { COMMAND, VERSION } from '../config/version.js';
import { type AgentCommand, EXIT, WrongUsage } from './command/command.js';

/** What the command line needs from the process that runs it. */
export interface Surroundings extends Place {
  commands: readonly AgentCommand[];
  readInput: () => string;
  /** The words that start this program, without its arguments. */
  program: readonly string[];
  writeOut: (text: string) => void;
  writeErr: (text: string) => void;
  /** Aborts when no one reads the output any more. Default: it never does. */
  outputEnds?: AbortSignal;
}

const EXAMPLES = `
Examples:
  ${COMMAND} login --server https://time.example.com
  ${COMMAND} run
  ${COMMAND} status
  ${COMMAND} doctor --server https://time.example.com

"${COMMAND} run --help" lists the options of run.`;

/** What `--help` says of commands that only hold others. */
const GROUPS: Readonly<Record<string, string>> = { focus: 'Starts, ends and shows focus sessions.' };

const USAGE_ERRORS = [WrongSettings, MissingTarget, WrongUsage, SettingProblem, WrongRule, NoWayOut];

type Finish = (code: Promise<number>) => Promise<void>;

/**
 * Runs the command that the words name. Resolves to its exit code, or to 2 when words or settings
 * are wrong: the reason is then on stderr. No text shows the key.
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode: number = EXIT.good;
  const program = agentProgram(surroundings, async (code) => void (exitCode = await code));
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (USAGE_ERRORS.some((kind) => error instanceof kind)) {
      for (const line of (error as Error).message.split('\n')) surroundings.writeErr(`error: ${line}\n`);
      return EXIT.usage;
    }
    if (error instanceof NotRunning || error instanceof Refused) {
      surroundings.writeErr(`error: ${error.message}\n`);
      return error instanceof NotRunning ? EXIT.notRunning : EXIT.problem;
    }
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help' && error.exitCode !== 0)
      surroundings.writeErr('\nerror: a command is missing\n');
    return error.exitCode === 0 ? EXIT.good : EXIT.usage;
  }
}

function agentProgram(surroundings: Surroundings, finish: Finish): Command {
  const { commands, writeOut, writeErr } = surroundings;
  const program = new Command(COMMAND)
    .version(VERSION, '--version', 'prints the version')
    .description('Records which window is active and sends it to a Timeledger server.')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(add --help to see how it is used)')
    // `rules add --config f`: the flag belongs to `rules add`, not to `rules`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut, writeErr });
  for (const command of commands) addCommand(program, command, surroundings, finish);
  return program;
}

function addCommand(program: Command, command: AgentCommand, surroundings: Surroundings, finish: Finish): void {
  const [group, name] = command.name.split(' ') as [string, string | undefined];
  const parent = name === undefined ? program : groupOf(program, group);
  const added = parent.command(`${name ?? group} ${command.words ?? ''}`.trim()).description(command.summary);
  added.enablePositionalOptions();
  for (const [flag, meaning] of command.flags ?? []) added.option(flag, meaning);
  for (const key of flagsOf(command.name)) added.addOption(optionOf(key, surroundings));
  added.option('--config <file>', `configuration file (default: ${configFileOf(surroundings)})`);
  added.action((...given: unknown[]) => {
    // commander gives the words, then the options, then itself.
    const [options, words] = [given.at(-2) as Record<string, string>, given.slice(0, -2) as (string | undefined)[]];
    return finish(act(command, { options, words }, surroundings));
  });
}

/** The command that holds others: `rules` of `rules add`. */
function groupOf(program: Command, name: string): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    program
      .command(name)
      .description(GROUPS[name] ?? '')
      .enablePositionalOptions()
  );
}

async function act(
  command: AgentCommand,
  { options, words }: { options: Record<string, string>; words: (string | undefined)[] },
  { env, platform, program, readInput, writeOut, writeErr, outputEnds = new AbortController().signal }: Surroundings,
): Promise<number> {
  const configFile = configFileOf({ env, platform }, options['config']);
  const given = Object.fromEntries(
    flagsOf(command.name).flatMap((key) => (key in options ? [[key, options[key]]] : [])),
  );
  const settingsNow = () => loadSettings({ env, platform }, configFile, given);
  const inForce = settingsNow();
  await goOutBy(env, inForce.settings.caFile);
  return command.act({
    ...inForce,
    ...{ settingsNow, env, platform, configFile, words, flags: options, program, readInput, outputEnds },
    print: (line) => writeOut(`${line}\n`),
    warn: (line) => writeErr(`${line}\n`),
  });
}

function flagsOf(command: string): SettingKey[] {
  return SETTING_KEYS.filter((key) => {
    const { flagOf } = settingOf(key);
    return flagOf === 'every' || flagOf.includes(command);
  });
}

function optionOf(key: SettingKey, place: Place): Option {
  const entry = settingOf(key);
  return new Option(`--${nameOf(key)} ${entry.kind.placeholder}`, `${entry.meaning}${defaultText(entry, place)}`);
}

function defaultText({ otherwise, fallback }: Setting, place: Place): string {
  const value = otherwise ?? fallback(place);
  const isShown = typeof value === 'string' || typeof value === 'number';
  return isShown ? ` (default: ${value})` : '';
}
