import { shownValue } from '../../config/kinds.js';
import { readConfigFile } from '../../config/load-settings.js';
import { readConfigText, withLine, withoutLine } from '../../config/config-file.js';
import { readSettings, unknownName, unknownVariables } from '../../config/read-settings.js';
import { type Given, nameOf } from '../../config/setting.js';
import { SETTING_KEYS, type SettingKey, settingOf } from '../../config/settings.js';
import { replaceOwnFile } from '../../spool/durable-file.js';
import { type AgentCommand, type Call, EXIT, JSON_FLAG, WrongUsage } from '../command/command.js';

export const CONFIG: AgentCommand = {
  name: 'config',
  summary: 'Shows the settings in force and where each comes from.',
  flags: [JSON_FLAG],
  act: async (call) => {
    const rows = SETTING_KEYS.map((key) => ({
      name: nameOf(key),
      value: shown(key, call),
      origin: call.origins[key],
    }));
    for (const sentence of unknownVariables(call.env)) call.warn(`warning: ${sentence}`);
    if (call.flags['json']) {
      call.print(JSON.stringify({ file: call.configFile, settings: rows }, null, 2));
      return EXIT.good;
    }
    const width = Math.max(...rows.map(({ name }) => name.length));
    for (const { name, value, origin } of rows) {
      call.print(`${name.padEnd(width)}  ${value === null ? 'not set' : shownText(value)}  (${origin})`);
    }
    call.print(`\nThe configuration file is ${call.configFile}.`);
    return EXIT.good;
  },
};

export const CONFIG_SET: AgentCommand = {
  name: 'config set',
  words: '<name> <value>',
  summary: 'Writes a setting into the configuration file. The value - is read from the input.',
  act: (call) => changeFile(call, (text, key) => withLine(text, nameOf(key), givenBy(key, call))),
};

export const CONFIG_UNSET: AgentCommand = {
  name: 'config unset',
  words: '<name>',
  summary: 'Takes a setting out of the configuration file.',
  act: (call) => changeFile(call, (text, key) => withoutLine(text, nameOf(key))),
};

/** The value as JSON and as text show it. A secret is withheld. */
function shown(key: SettingKey, { settings }: Call): unknown {
  const value = settings[key];
  if (value === undefined || value === null) return null;
  return settingOf(key).isSecret ? 'withheld' : shownValue(value);
}

const shownText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

async function changeFile(call: Call, change: (text: string, key: SettingKey) => string): Promise<number> {
  const [name = ''] = call.words;
  const key = SETTING_KEYS.find((known) => nameOf(known) === name);
  if (key === undefined) throw new WrongUsage(unknownName(name));
  const path = call.configFile;
  const text = change(readConfigFile(path) ?? '', key);
  // The whole new file must be good, or the next start of the agent fails.
  readSettings({ env: {}, platform: call.platform, flags: {}, file: { path, text } });
  await replaceOwnFile(path, text);
  call.print(`${name} is ${isIn(text, name) ? 'set' : 'not set'} in ${path}`);
  const { [key]: origin } = call.origins;
  if (origin.startsWith('TIMELEDGER_')) call.warn(`warning: ${origin} still wins over the file`);
  return EXIT.good;
}

const isIn = (text: string, name: string): boolean => readConfigText(text).lines.some((line) => line.name === name);

/** The value for the file. A secret comes from the input alone: others see the process list. */
function givenBy(key: SettingKey, { words, readInput }: Call): Given {
  const [, word = ''] = words;
  if (word !== '-' && settingOf(key).isSecret) {
    throw new WrongUsage(`give - as the value of ${nameOf(key)}, and the value itself in the input`);
  }
  const text = word === '-' ? (readInput().split('\n')[0] ?? '').trim() : word;
  const value = settingOf(key).kind.read(text);
  return Array.isArray(value) ? (value as string[]) : text;
}
