import { readFile } from 'node:fs/promises';
import { type Socket } from 'node:net';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LOOPBACK = ['0100007F', '0000000000000000FFFF00000100007F'];

/** The two ends of a connection on 127.0.0.1. */
export interface Ends {
  /** The port of the program that asks. */
  peerPort: number;
  ownPort: number;
}

/**
 * The number of the user who asks, by one of Linux's tables of connections. Undefined when the
 * table does not have the connection.
 *
 *     sl local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt   uid
 *     1: 0100007F:B2C4 0100007F:6AD8 01 00000000:00000000 00:00000000 00000000  1000
 */
export function userOfPeer(table: string, { peerPort, ownPort }: Ends): number | undefined {
  for (const line of table.split('\n')) {
    const [, local, remote, , , , , user] = line.trim().split(/\s+/);
    if (isEnd(local, peerPort) && isEnd(remote, ownPort) && user !== undefined) return Number(user);
  }
  return undefined;
}

function isEnd(address: string | undefined, port: number): boolean {
  const end = port.toString(16).toUpperCase().padStart(4, '0');
  return LOOPBACK.some((host) => address === `${host}:${end}`);
}

/**
 * Whether the program at the other end belongs to the user of this process. True where the system
 * does not tell that: Windows, macOS. False when a connection is gone already.
 */
export async function isOwnUser({ remotePort, localPort }: Pick<Socket, 'remotePort' | 'localPort'>): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid === undefined) return true;
  const ends = { peerPort: remotePort ?? 0, ownPort: localPort ?? 0 };
  let isTold = false;
  for (const path of TABLES) {
    const table = await readFile(path, 'utf8').catch(() => null);
    if (table === null) continue;
    isTold = true;
    const user = userOfPeer(table, ends);
    if (user !== undefined) return user === process.getuid();
  }
  return !isTold;
}
