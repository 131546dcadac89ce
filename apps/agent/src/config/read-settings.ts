import { plainLine } from '@app/domain';
import { type ConfigLine, readConfigText } from './config-file.js';
import { nearestName } from './nearest-name.js';
import { type Given, nameOf, type Place, PREFIX, SettingProblem, variableOf } from './setting.js';
import { SETTING_KEYS, type SettingKey, settingOf, type Settings } from './settings.js';

/** Where the values come from. A flag wins over the environment, and that over the file. */
export interface Sources extends Place {
  flags: Readonly<Partial<Record<SettingKey, string>>>;
  /** The configuration file. Its text is null when there is no such file. */
  file: { path: string; text: string | null };
}

/** The settings in force, and where each of them comes from: a sentence part for the person. */
export interface SettingsInForce {
  settings: Settings;
  origins: Readonly<Record<SettingKey, string>>;
}

/** Settings are wrong. The message has a line for each problem. It repeats no secret. */
export class WrongSettings extends Error {}

/**
 * Reads all settings. Throws WrongSettings with every problem at once, also of a value that another
 * one would override.
 */
export function readSettings(sources: Sources): SettingsInForce {
  const problems: string[] = [];
  const file = linesByKey(sources.file, problems);
  const values: Record<string, unknown> = {};
  const origins = {} as Record<SettingKey, string>;
  for (const key of SETTING_KEYS) {
    const found = givenTo(key, sources, file).map(({ given, origin }) => ({
      value: valueOf(key, given, origin, problems),
      origin,
    }));
    values[key] = found.length === 0 ? settingOf(key).fallback(sources) : found[0]?.value;
    origins[key] = found[0]?.origin ?? 'default';
  }
  if (problems.length > 0) throw new WrongSettings(problems.join('\n'));
  return { settings: values as unknown as Settings, origins };
}

/** What each source gives to a setting, the strongest first. An empty variable counts as absent. */
function givenTo(key: SettingKey, { flags, env, file }: Sources, lines: Map<SettingKey, ConfigLine>) {
  const [flag, variable, line] = [flags[key], env[variableOf(key)] || undefined, lines.get(key)];
  return [
    ...(flag === undefined ? [] : [{ given: flag as Given, origin: `--${nameOf(key)}` }]),
    ...(variable === undefined ? [] : [{ given: variable as Given, origin: variableOf(key) }]),
    ...(line === undefined ? [] : [{ given: line.value, origin: `${file.path}, line ${line.line}, ${line.name}` }]),
  ];
}

function valueOf(key: SettingKey, given: Given, origin: string, problems: string[]): unknown {
  try {
    return settingOf(key).kind.read(given);
  } catch (error) {
    if (!(error instanceof SettingProblem)) throw error;
    problems.push(`${origin}: ${plainLine(error.message)}`);
    return undefined;
  }
}

/** The lines of the file by setting. A name that is no setting is a problem with its place. */
function linesByKey({ path, text }: Sources['file'], problems: string[]): Map<SettingKey, ConfigLine> {
  const { lines, bad } = readConfigText(text ?? '');
  for (const { line, problem } of bad) problems.push(`${path}, line ${line}: ${problem}`);
  const found = new Map<SettingKey, ConfigLine>();
  for (const line of lines) {
    const key = SETTING_KEYS.find((known) => nameOf(known) === line.name);
    if (key === undefined) problems.push(`${path}, line ${line.line}: ${unknownName(line.name)}`);
    else found.set(key, line);
  }
  return found;
}

/** A sentence about a name that no setting has, with the nearest one that is there. */
export function unknownName(name: string): string {
  const nearest = nearestName(name, SETTING_KEYS.map(nameOf));
  return `${name} is no setting${nearest === null ? '' : `; did you mean ${nearest}?`}`;
}

/** Sentences about variables that look like a setting's and are none. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  const known = SETTING_KEYS.map(variableOf);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && name !== CONFIG_VARIABLE && !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      return `${plainLine(name)} is no setting${nearest === null ? '' : `; did you mean ${nearest}?`}`;
    });
}

/** Names the configuration file. */
export const CONFIG_VARIABLE = `${PREFIX}CONFIG`;
