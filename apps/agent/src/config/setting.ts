/** One text of a flag or of the environment, or the texts of a list in the configuration file. */
export type Given = string | readonly string[];

/** What a setting's text must look like, and the value that it means. */
export interface Kind<T> {
  /** Stands for the value in a help text: `<n>`. */
  readonly placeholder: string;
  /** Throws SettingProblem. Its message does not repeat a secret. */
  readonly read: (given: Given) => T;
}

/** The facts of this machine that a default depends on. */
export interface Place {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** One setting: all that a program, an error message and a help text need to know of it. */
export interface Setting<T = unknown> {
  readonly kind: Kind<T>;
  /** What it does, for the help text. */
  readonly meaning: string;
  /** What counts without it. */
  readonly fallback: (place: Place) => T;
  /** The default in words. Absent: the meaning says it, or the help shows `fallback`. */
  readonly otherwise?: string;
  /** The commands that take it as a flag. */
  readonly flagOf: readonly string[] | 'every';
  /** Its value never shows. */
  readonly isSecret?: true;
}

/** A value that no setting of this kind can have. The message ends the sentence about it. */
export class SettingProblem extends Error {}

/** Keeps the type of a setting's value. */
export const setting = <T>(entry: Setting<T>): Setting<T> => entry;

/** `idleSeconds` -> `idle-seconds`: the name of the flag and in the configuration file. */
export const nameOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `idleSeconds` -> `TIMELEDGER_IDLE_SECONDS`. */
export const variableOf = (key: string): string => `${PREFIX}${nameOf(key).toUpperCase().replaceAll('-', '_')}`;

export const PREFIX = 'TIMELEDGER_';
