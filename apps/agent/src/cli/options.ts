import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run agent -- <command> [options]

Commands
  run      record the active window and send it to the server, until Ctrl-C
  status   queue length, last sync, whether this desktop can be recorded
  doctor   check desktop, spool and server, one line each

Options
  --server URL        the Timeledger server (run; doctor checks it when given)
  --key KEY           API key; better TIMELEDGER_KEY in the environment, because options show in the process list
  --data-dir FOLDER   where records wait (default: the platform's folder for program data)
  --idle-seconds N    a pause without input of N seconds or more is not counted, 60 to 3600 (default 300)
  --sync-seconds N    sync every N seconds, 1 to 86400 (default: as the server says)
  --display NAME      X11 display (default: DISPLAY)
  --help              this text
`;

const OPTIONS = {
  server: { type: 'string' },
  key: { type: 'string' },
  'data-dir': { type: 'string' },
  'idle-seconds': { type: 'string' },
  'sync-seconds': { type: 'string' },
  display: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the person typed is wrong; the message is one line for them. */
export class UsageError extends Error {}

export interface CommonOptions {
  dataFolder: string;
  display: string | undefined;
}

export interface Target {
  server: URL;
  key: string;
}

export type Command =
  | { name: 'help' }
  | ({ name: 'run'; idleLimitMs: number; syncSeconds: number | undefined } & Target & CommonOptions)
  | ({ name: 'status' } & CommonOptions)
  | ({ name: 'doctor'; target: Target | null } & CommonOptions);

/** The inputs that a command is read from. */
export interface CommandLine {
  words: string[];
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/** Reads a command line. Throws UsageError at the first mistake. */
export function parseCommand({ words, env, platform }: CommandLine): Command {
  const { values, positionals } = parsed(words);
  if (values.help) return { name: 'help' };
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`unexpected word "${rest[0]}"`);
  const common = { dataFolder: values['data-dir'] ?? defaultDataFolder(env, platform), display: values.display };
  const idleSeconds = wholeNumber('--idle-seconds', values['idle-seconds'], 60, 3_600) ?? 300;
  const syncSeconds = wholeNumber('--sync-seconds', values['sync-seconds'], 1, 86_400);
  if (common.dataFolder === '') throw new UsageError('--data-dir is empty');
  switch (name) {
    case 'run':
      return { name, ...target(values, env), ...common, idleLimitMs: idleSeconds * 1_000, syncSeconds };
    case 'status':
      return { name, ...common };
    case 'doctor':
      return { name, ...common, target: values.server === undefined ? null : target(values, env) };
    case undefined:
      throw new UsageError('a command is missing: run, status or doctor');
    default:
      throw new UsageError(`there is no command "${name}": run, status or doctor`);
  }
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\. |\n/)[0]);
  }
}

function target(values: { server?: string | undefined; key?: string | undefined }, env: NodeJS.ProcessEnv): Target {
  if (values.server === undefined) throw new UsageError('--server URL is missing');
  const server = URL.canParse(values.server) ? new URL(values.server) : null;
  if (server === null || !['http:', 'https:'].includes(server.protocol)) {
    throw new UsageError('--server is not an http or https address');
  }
  if (server.username || server.password) throw new UsageError('--server must not hold a password; use the key');
  const key = values.key ?? env['TIMELEDGER_KEY'] ?? '';
  if (key === '') throw new UsageError('the key is missing: set TIMELEDGER_KEY or give --key');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError('the key holds characters that no key has');
  return { server, key };
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`${name} must be a whole number from ${least} to ${most}`);
  return value;
}

/** The platform's folder for a program's own data. */
function defaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const name = 'timeledger-agent';
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name);
}

/** True when the key would cross a network unencrypted. */
export function isPlainRemote({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
