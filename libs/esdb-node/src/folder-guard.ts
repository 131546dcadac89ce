import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A node's claim on its folder. */
export interface FolderGuard {
  release(): Promise<void>;
}

/**
 * Claims the folder for this node. Throws Error when another node holds it.
 *
 * The guard is a listening local socket, named after the folder's device and inode. The kernel
 * gives the name to one process only and closes the socket with the process, also after kill -9.
 * A file with a process id does neither.
 *
 * - Linux: an abstract socket, which leaves no file.
 * - Windows: a named pipe, which leaves no file.
 * - Other systems (macOS): a socket file in the temporary folder. A killed process leaves it there.
 *   A new node removes a file that does not answer. Two nodes that do so at the same instant both
 *   start: that case is not covered.
 *
 * Two containers or machines may share the folder but not the kernel's names. That is not covered.
 */
export async function guardFolder(dir: string): Promise<FolderGuard> {
  const name = guardName(dir);
  let server: Server;
  try {
    server = await listen(name);
  } catch (error) {
    if (!isAddressInUse(error)) throw error;
    if (!isSocketFile(name) || (await answers(name))) throw inUse(dir);
    rmSync(name, { force: true });
    server = await listen(name).catch((again: unknown) => {
      throw isAddressInUse(again) ? inUse(dir) : again;
    });
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

const inUse = (dir: string): Error => new Error(`Another node is using the folder ${dir}.`);

function guardName(dir: string): string {
  const { dev, ino } = statSync(dir, { bigint: true });
  const name = `esdb-node-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

const isSocketFile = (name: string): boolean => name.endsWith('.sock');

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(name, () => resolve(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
