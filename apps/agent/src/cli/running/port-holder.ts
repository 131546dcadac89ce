import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTENING = '0A';
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** A socket that listens at a port, by Linux's tables of connections. */
export interface Listener {
  user: number;
  inode: string;
}

/** The socket that listens at a port in one of these tables. Null: none does. */
export function listenerIn(table: string, port: number): Listener | null {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of table.split('\n')) {
    const [, local, , state, , , , user, , inode] = line.trim().split(/\s+/);
    if (local?.endsWith(end) && state === LISTENING && inode !== undefined) return { user: Number(user), inode };
  }
  return null;
}

/**
 * Who listens at a port of this machine, in words: a program of one's own by name and number, else
 * its user. Null: no one, or the system does not tell it.
 */
export async function holderOfPort(port: number): Promise<string | null> {
  for (const path of TABLES) {
    const listener = listenerIn(await readFile(path, 'utf8').catch(() => ''), port);
    if (listener !== null) return (await programWith(listener.inode)) ?? `a program of user ${listener.user}`;
  }
  return null;
}

/** The program that has this socket. Programs of other users cannot be looked at. */
async function programWith(inode: string): Promise<string | null> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    for (const handle of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '');
      if (target !== `socket:[${inode}]`) continue;
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
      return `${name || 'a program'}, process ${pid}`;
    }
  }
  return null;
}
