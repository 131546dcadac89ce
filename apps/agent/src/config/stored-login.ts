import { readFileSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseUrl } from '@app/domain';
import { replaceFile } from '../spool/durable-file.js';
import { configFolder } from './folders.js';
import { WrongSettings } from './read-settings.js';
import { type Place } from './setting.js';

const OTHERS = 0o077;

/** What `login` got: a key, its server, and the account that it opens. */
export interface StoredLogin {
  readonly server: URL;
  readonly key: string;
  /** The id by which the key is revoked. */
  readonly keyId: string;
  /** The address of the account. */
  readonly email: string;
  /** The name that the key has in the list of the owner. */
  readonly name: string;
}

/** Where the login is. `login` writes the file with mode 0600. */
export const loginFileOf = (place: Place): string => join(configFolder(place), 'login.json');

/**
 * Reads the login. Null when there is none. Throws WrongSettings when other users can read the
 * file, or it holds something else.
 */
export function readLogin(place: Place): StoredLogin | null {
  const path = loginFileOf(place);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
    if (place.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
      throw new WrongSettings(`${path} holds the key, and other users can read it: chmod 600 ${path}`);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error instanceof WrongSettings ? error : new WrongSettings(`the login cannot be read: ${message}`);
  }
  const login = loginIn(text);
  if (login === null) throw new WrongSettings(`${path} holds no login: remove it, and login again`);
  return login;
}

/** Keeps a login. After a crash the file holds the old one or the new one. */
export async function keepLogin(place: Place, { server, ...login }: StoredLogin): Promise<void> {
  const path = loginFileOf(place);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, `${JSON.stringify({ server: server.href, ...login }, null, 2)}\n`);
}

/** Forgets the login. */
export const forgetLogin = (place: Place): Promise<void> => rm(loginFileOf(place), { force: true });

function loginIn(text: string): StoredLogin | null {
  try {
    const { server: address, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const server = typeof address === 'string' ? parseUrl(address) : undefined;
    const { key, keyId, email, name } = rest;
    if (server === undefined || !['http:', 'https:'].includes(server.protocol)) return null;
    if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) return null;
    if (typeof keyId !== 'string' || typeof email !== 'string' || typeof name !== 'string') return null;
    return { server, key, keyId, email, name };
  } catch {
    return null;
  }
}
