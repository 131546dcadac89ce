import { createHash, timingSafeEqual } from 'node:crypto';
import { ADMINS, type Principal } from './principal.js';

/** The only user in `$admins`. */
export const ADMIN = 'admin';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** An unknown name is compared with this digest, so it takes as long as a known name. */
const UNKNOWN_USER_DIGEST = digestOf('');

/** The users that may call a node with TLS: names and passwords. */
export class Users {
  private readonly digests: ReadonlyMap<string, Buffer>;

  /** `passwords` by name. Throws Error when a name or password is empty, or a name has a colon. */
  constructor(passwords: ReadonlyMap<string, string>) {
    for (const [name, password] of passwords)
      if (name === '' || name.includes(':') || password === '')
        throw new Error('A user needs a name without a colon, and a password.');
    this.digests = new Map([...passwords].map(([name, password]) => [name, digestOf(password)]));
  }

  /** The caller that an `authorization` header proves, or undefined. Source: RFC 7617. */
  authenticate(authorization: string | undefined): Principal | undefined {
    const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? [];
    if (encoded === undefined) return undefined;
    const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
    const known = this.digests.get(name);
    const isSame = timingSafeEqual(known ?? UNKNOWN_USER_DIGEST, digestOf(password));
    return known !== undefined && isSame ? { name, groups: name === ADMIN ? [ADMINS] : [] } : undefined;
  }
}

/**
 * The users in a text with one line `name:password` for each. Empty lines and lines that begin
 * with # are skipped. Throws Error with the number of a bad line, never with its content.
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
