import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigText } from './config-file.js';
import { configFolder } from './folders.js';
import { CONFIG_VARIABLE, readSettings, type SettingsInForce, type Sources, WrongSettings } from './read-settings.js';
import { nameOf, type Place } from './setting.js';
import { SETTING_KEYS, settingOf } from './settings.js';
import { readLogin } from './stored-login.js';

const OTHERS = 0o077;

/** Where this person's configuration file is. The flag `--config` wins over TIMELEDGER_CONFIG. */
export const configFileOf = (place: Place, flag?: string): string =>
  flag ?? (place.env[CONFIG_VARIABLE] || join(configFolder(place), 'config.toml'));

/** Reads the file, then all settings. Throws WrongSettings. */
export function loadSettings(place: Place, path: string, flags: Sources['flags']): SettingsInForce {
  const text = readConfigFile(path);
  if (text !== null && holdsSecret(text) && isOpenToOthers(path, place.platform)) {
    throw new WrongSettings(`${path} holds the key, and other users can read it: chmod 600 ${path}`);
  }
  return withLogin(readSettings({ ...place, flags, file: { path, text } }), place);
}

/**
 * The settings with the server and key of `login`, when no other source gives a key. The key of a
 * login never goes to another server.
 */
function withLogin(inForce: SettingsInForce, place: Place): SettingsInForce {
  const { settings, origins } = inForce;
  if (settings.key !== undefined) return inForce;
  const login = readLogin(place);
  if (login === null || (settings.server !== undefined && settings.server.href !== login.server.href)) return inForce;
  const isServerGiven = settings.server !== undefined;
  return {
    settings: { ...settings, server: login.server, key: login.key },
    origins: { ...origins, key: 'login', ...(!isServerGiven && { server: 'login' }) },
  };
}

/** The text of a configuration file. Null when there is none. */
export function readConfigFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new WrongSettings(`the configuration file cannot be read: ${message}`);
  }
}

function holdsSecret(text: string): boolean {
  const secrets = SETTING_KEYS.filter((key) => settingOf(key).isSecret).map(nameOf);
  return readConfigText(text).lines.some(({ name }) => secrets.includes(name));
}

const isOpenToOthers = (path: string, platform: NodeJS.Platform): boolean =>
  platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0;
