import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Place } from './setting.js';

const NAME = 'timeledger-agent';

/** The platform's folder for a program's own records. */
export function dataFolder({ env, platform }: Place): string {
  const home = homeOf(env);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), NAME);
}

/** The platform's folder for what a person chooses. */
export function configFolder({ env, platform }: Place): string {
  const home = homeOf(env);
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), NAME);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), NAME);
}

/** The home of the person. The environment wins, so that a test has its own. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homedir();
}
