import { InvalidSettingsError } from './invalid-settings-error.js';
import type { Program, Setting, SettingGroup } from './setting.js';
import { SETTINGS } from './settings.js';

type Catalogue = typeof SETTINGS;
type ProgramsOf<E> =
  E extends Setting<unknown, infer P> ? P : E extends { settings: infer G } ? ProgramsOf<G[keyof G]> : never;
/** The keys of a group that are given instead of others. */
type EitherKey<E> = E extends { allOrNone: { either: readonly (readonly (infer K)[])[] } } ? K : never;
type WholeGroup<G, P extends Program, Either> = {
  readonly [K in Exclude<keyof G, Either>]: NonNullable<ValueFor<G[K], P>>;
} & { readonly [K in keyof G & Either]?: NonNullable<ValueFor<G[K], P>> };
type ValueFor<E, P extends Program> =
  E extends Setting<infer T, Program, infer R>
    ? [P] extends [R]
      ? NonNullable<T>
      : T
    : E extends { settings: infer G; allOrNone: object }
      ? WholeGroup<G, P, EitherKey<E>> | undefined
      : E extends { settings: infer G }
        ? { readonly [K in keyof G]: ValueFor<G[K], P> }
        : never;

/**
 * The settings that a program reads, by their names in the code. The catalogue is the only source
 * of this type.
 */
export type SettingsOf<P extends Program> = {
  readonly [K in keyof Catalogue as P extends ProgramsOf<Catalogue[K]> ? K : never]: ValueFor<Catalogue[K], P>;
};

export type ApiSettings = SettingsOf<'api'>;
export type ProjectorSettings = SettingsOf<'projector'>;
export type AdminSettings = SettingsOf<'admin'>;
/** How many requests one credential may send. 0 sets no limit. */
export type RateLimitSettings = ApiSettings['rateLimits'];
/** The identity provider of a company. */
export type UpstreamSettings = NonNullable<ApiSettings['upstream']>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of a program from an environment. It trims each text; an empty text counts as
 * absent. Throws InvalidSettingsError, which names every bad or missing setting at once.
 */
export function readSettings<P extends Program>(program: P, environment: Environment): SettingsOf<P> {
  const reading = new Reading(program, environment);
  const entries = Object.entries<Setting | SettingGroup>(SETTINGS)
    .filter(([, entry]) => settingsOf(entry).some(({ usedBy }) => usedBy.includes(program)))
    .map(([key, entry]) => [key, 'settings' in entry ? reading.group(entry) : reading.value(entry)]);
  if (reading.problems.length > 0) throw new InvalidSettingsError(reading.problems);
  return Object.fromEntries(entries) as SettingsOf<P>;
}

/** The settings of an entry of the catalogue: one, or those of a group. */
export const settingsOf = (entry: Setting | SettingGroup): readonly Setting[] =>
  'settings' in entry ? Object.values(entry.settings) : [entry];

/** One pass over the catalogue. It collects what is wrong, and goes on. */
class Reading {
  readonly problems: string[] = [];
  private readonly good = new Set<string>();

  constructor(
    private readonly program: Program,
    private readonly environment: Environment,
  ) {}

  value({ name, schema, fallback, expected, requiredBy = [], beside }: Setting): unknown {
    const given = this.environment[name]?.trim() || undefined;
    const text = given ?? fallback;
    if (text === undefined) {
      if (requiredBy.includes(this.program)) this.problems.push(`${name} is missing: it must be ${expected}`);
      return undefined;
    }
    const parsed = schema.safeParse(text);
    const isAlone = beside !== undefined && !this.good.has(beside);
    if (!parsed.success || isAlone) {
      this.problems.push(`${name} must be ${expected}`);
      return undefined;
    }
    this.good.add(name);
    return parsed.data;
  }

  group({ settings, allOrNone }: SettingGroup): unknown {
    const values = Object.entries(settings).map(([key, entry]) => [key, this.value(entry)] as const);
    if (!allOrNone) return Object.fromEntries(values);
    const present = values.filter(([, value]) => value !== undefined).map(([key]) => key);
    if (present.length === 0) return undefined;
    const wanted = wantedKeys(Object.keys(settings), allOrNone.either);
    const isWhole = wanted.some((keys) => keys.length === present.length && keys.every((key) => present.includes(key)));
    if (!isWhole || !this.good.has(allOrNone.with)) {
      const sets = wanted.map((keys) => keys.map((key) => settings[key]?.name).join(', '));
      this.problems.push(`${sets.map((names) => `${names} and ${allOrNone.with}`).join('; or ')} belong together`);
    }
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
}

/** The sets of keys that make a whole group, in the order of `keys`. */
const wantedKeys = (keys: readonly string[], either: readonly (readonly string[])[] = [[]]): readonly string[][] =>
  either.map((set) => keys.filter((key) => set.includes(key) || !either.flat().includes(key)));
