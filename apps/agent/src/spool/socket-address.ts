import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The system takes longer names of sockets, or cuts them. */
const LONGEST_SOCKET_NAME = 100;

/**
 * The address of a socket in a folder: `NAME.sock`, or a named pipe on Windows. Null when the name
 * is too long for a socket.
 */
export function socketAddress(folder: string, name: string): string | null {
  if (process.platform === 'win32') {
    const place = createHash('sha256').update(folder).digest('hex').slice(0, 32);
    return `\\\\.\\pipe\\timeledger-${name}-${place}`;
  }
  const address = join(folder, `${name}.sock`);
  return Buffer.byteLength(address) <= LONGEST_SOCKET_NAME ? address : null;
}
