import { createHash, timingSafeEqual } from 'node:crypto';
import { ADMINS, type Principal } from './principal.js';

/** The one user who is in `$admins`. */
export const ADMIN = 'admin';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What an unknown name is compared with, so that it takes as long as a known one. */
const NOBODY = digestOf('');

/** Who may call a node that asks: names and passwords. */
export class Users {
  private readonly digests: ReadonlyMap<string, Buffer>;

  /** `passwords` by name. Throws Error when a name or a password is empty, or a name holds a colon. */
  constructor(passwords: ReadonlyMap<string, string>) {
    for (const [name, password] of passwords)
      if (name === '' || name.includes(':') || password === '')
        throw new Error('A user needs a name without a colon, and a password.');
    this.digests = new Map([...passwords].map(([name, password]) => [name, digestOf(password)]));
  }

  /** The caller that an `authorization` header proves, or undefined when it proves none. Source: RFC 7617. */
  authenticate(authorization: string | undefined): Principal | undefined {
    const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? [];
    if (encoded === undefined) return undefined;
    const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
    const known = this.digests.get(name);
    const isSame = timingSafeEqual(known ?? NOBODY, digestOf(password));
    return known !== undefined && isSame ? { name, groups: name === ADMIN ? [ADMINS] : [] } : undefined;
  }
}

/**
 * The users in a text of lines `name:password`. Empty lines and those that begin with # say nothing.
 * Throws Error, naming the line by its number and never by what it holds.
 */
export function parseUsers(text: string): Map<string, string> {
  const users = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, password] = /^([^:]+):(.+)$/.exec(line) ?? [];
    if (name === undefined || password === undefined) throw new Error(`Line ${index + 1} is not name:password.`);
    if (users.has(name)) throw new Error(`Line ${index + 1} names a user for the second time.`);
    users.set(name, password);
  }
  return users;
}
