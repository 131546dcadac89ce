import type { z } from 'zod';

/** The programs that read settings from their environment. */
export type Program = 'api' | 'projector' | 'admin';

/**
 * One setting: all that a program, an error message and the documentation need to know of it.
 * `T` is the type of its value, `P` names the programs that read it, `R` those that need it.
 */
export interface Setting<T = unknown, P extends Program = Program, R extends Program = Program> {
  /** The name of the environment variable. */
  readonly name: string;
  /** Turns the text of the variable, trimmed and not empty, into the value. */
  readonly schema: z.ZodType<T, string>;
  /** The text that counts when the variable is absent. Without it the value is then `undefined`. */
  readonly fallback?: string;
  /** Ends the sentence "NAME must be ...". It says what a good value is. */
  readonly expected: string;
  /** Says what the setting does. docs/operations.md and .env.example show this text. */
  readonly meaning: string;
  /** What docs/operations.md shows as the default when `fallback` does not say it. */
  readonly otherwise?: string;
  /** A value to show in .env.example when there is no `fallback`. */
  readonly example?: string;
  readonly usedBy: readonly P[];
  /** The programs that refuse to start without it. */
  readonly requiredBy?: readonly R[];
  /** The name of another setting. This one is refused while the other has no good value. */
  readonly beside?: string;
  /** Whether the value gives access to something. */
  readonly isSecret?: boolean;
}

/** Several settings that make one value: an object with the same keys. */
export interface SettingGroup<G extends Readonly<Record<string, Setting>> = Readonly<Record<string, Setting>>> {
  readonly settings: G;
  /**
   * Set when the settings count only together. The group is `undefined` when none of them is set.
   */
  readonly allOrNone?: {
    readonly with: string;
    /** Sets of keys: one set is given, the others are absent. All other keys are needed. */
    readonly either?: readonly (readonly (keyof G)[])[];
  };
}

type WithDefault = { readonly fallback: string };

/** A setting that always has a value: its default says what counts when the variable is absent. */
export function setting<T, const P extends Program>(
  entry: Omit<Setting<T, P, never>, 'fallback'> & WithDefault,
): Setting<T, P, never> {
  return entry;
}

/** A setting that may be absent. A program in `requiredBy` refuses to start without it. */
export function optionalSetting<T, const P extends Program, const R extends P = never>(
  entry: Omit<Setting<T, P, R>, 'fallback'>,
): Setting<T | undefined, P, R> {
  return entry;
}
