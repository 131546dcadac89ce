import { type SettingsInForce } from '../../config/read-settings.js';
import { type Place } from '../../config/setting.js';

/** What a command gets: the settings, its own words and flags, and where its texts go. */
export interface Call extends SettingsInForce, Place {
  /** The file that `config set` writes to. */
  configFile: string;
  /** Reads the settings again: the file may be another one now. Throws WrongSettings. */
  settingsNow: () => SettingsInForce;
  /** The words after the name of the command. An optional word that is absent is undefined. */
  words: readonly (string | undefined)[];
  /** The command's own flags: `json` for `--json`. */
  flags: Readonly<Record<string, unknown>>;
  /** The words that start this program, without its arguments. */
  program: readonly string[];
  /** All that the input holds. */
  readInput: () => string;
  /** Prints a line. */
  print: (line: string) => void;
  /** Aborts when no one reads the output any more: a pipe that was closed. */
  outputEnds: AbortSignal;
  /** Prints a line for the person beside the answer, on stderr. */
  warn: (line: string) => void;
}

/** A command of the agent. A new one is one such value and a line in `commands.ts`. */
export interface AgentCommand {
  /** One word, or two of a group: `rules add`. */
  readonly name: string;
  readonly summary: string;
  /** `<word>` must be given, `[word]` may be. */
  readonly words?: string;
  /** Its own flags, each with its meaning. Flags of settings come from the table of settings. */
  readonly flags?: readonly (readonly [flag: string, meaning: string])[];
  /** Resolves to the exit code. */
  readonly act: (call: Call) => Promise<number>;
}

/** How a command ends. */
export const EXIT = { good: 0, problem: 1, usage: 2, keyRefused: 3, notRunning: 4 } as const;

/** The words of the command are wrong. The exit code is then 2. */
export class WrongUsage extends Error {}

/** The flag of all commands that print facts. */
export const JSON_FLAG = ['--json', 'prints JSON'] as const;
