import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseUrl } from '@app/domain';
import { InvalidArgumentError } from 'commander';

/** Where the agent keeps its records, and which display it looks at. */
export interface CommonOptions {
  dataFolder: string;
  display: string | undefined;
}

/** The server that the records go to. */
export interface Target {
  server: URL;
  key: string;
}

export interface RunOptions extends Target, CommonOptions {
  idleLimitMs: number;
  countsWhenIdle: string[];
  syncSeconds: number | undefined;
}

export interface DoctorOptions extends CommonOptions {
  /** Null: do not check a server. */
  target: Target | null;
}

/** An address or a key is wrong. The message does not repeat it, because it may hold a secret. */
export class TargetError extends Error {}

/** Reads the address of the server and the key. Throws TargetError. */
export function readTarget(address: string, key = ''): Target {
  const server = parseUrl(address);
  if (server === undefined || !['http:', 'https:'].includes(server.protocol)) {
    throw new TargetError('--server is not an http or https address');
  }
  if (server.username || server.password) throw new TargetError('--server must not hold a password; use the key');
  if (key === '') throw new TargetError('the key is missing: set TIMELEDGER_KEY or give --key');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TargetError('the key holds characters that no key has');
  return { server, key };
}

/** Makes a reader of whole numbers. The reader throws InvalidArgumentError outside the limits. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Reads names between commas. Empty ones are left out. */
export function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Reads a path, which must not be empty. */
export function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** The platform's folder for a program's own data. */
export function defaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const name = 'timeledger-agent';
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name);
}

/** True when the key would cross a network unencrypted. */
export function isPlainRemote({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
