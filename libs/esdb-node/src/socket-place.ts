import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux takes 107 bytes, macOS 103. */
const LONGEST_PATH = 100;

/** A place for the socket of a node. Only this user of the system may enter it. */
export interface SocketPlace {
  readonly path: string;
  /** Removes a folder that was made for the socket. */
  clear(): Promise<void>;
}

/**
 * The folder of the log, which gets mode 0700. The system takes short paths only: a node with a
 * longer one has its socket in a new folder of the system's temporary folder, also with mode 0700.
 */
export async function placeForSocket(dir: string): Promise<SocketPlace> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o700);
  const beside = join(dir, 'node.sock');
  if (Buffer.byteLength(beside) <= LONGEST_PATH) return { path: beside, clear: async () => undefined };
  const made = await mkdtemp(join(tmpdir(), 'timeledger-'));
  return { path: join(made, 'node.sock'), clear: () => rm(made, { recursive: true, force: true }) };
}
