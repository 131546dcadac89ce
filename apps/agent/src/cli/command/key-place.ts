import { statSync } from 'node:fs';
import { loginFileOf } from '../../config/stored-login.js';
import { type Call } from './command.js';

const OTHERS = 0o077;

/** Where the key is. */
export interface KeyPlace {
  /** `login`, a file, a variable or a flag. Null: there is no key. */
  kind: 'login' | 'file' | 'environment' | 'flag' | null;
  /** Null unless it is in a file. */
  path: string | null;
  /** The mode of the file: `0600`. Null where files have none. */
  mode: string | null;
  /** What should be changed. Null: nothing. */
  warning: string | null;
}

/** Where the key that this command uses comes from, and who else may read it. */
export function keyPlaceOf({ settings, origins, configFile, env, platform }: Call): KeyPlace {
  const none = { path: null, mode: null, warning: null };
  if (settings.key === undefined) return { kind: null, ...none, warning: 'there is no key: sign in by "login"' };
  const { key: origin } = origins;
  if (origin === 'login') return inFile('login', loginFileOf({ env, platform }), platform);
  if (origin.startsWith('--'))
    return { kind: 'flag', ...none, warning: 'a key in a flag shows in the list of processes: use "login"' };
  if (origin === 'TIMELEDGER_KEY') return { kind: 'environment', ...none };
  return inFile('file', configFile, platform);
}

/** The place in a few words. */
export const keyText = ({ kind, path, mode }: KeyPlace): string => {
  if (kind === null) return 'none';
  if (kind === 'flag') return 'in the flag --key';
  return kind === 'environment' ? 'in TIMELEDGER_KEY' : `in ${path}${mode === null ? '' : ` (${mode})`}`;
};

function inFile(kind: 'login' | 'file', path: string, platform: NodeJS.Platform): KeyPlace {
  if (platform === 'win32') return { kind, path, mode: null, warning: null };
  const mode = statSync(path).mode & 0o777;
  const isOpen = (mode & OTHERS) !== 0;
  const warning = isOpen ? `other users can read the key: chmod 600 ${path}` : null;
  return { kind, path, mode: `0${mode.toString(8).padStart(3, '0')}`, warning };
}
