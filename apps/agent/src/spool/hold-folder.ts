import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** A folder that this process holds. The system ends the hold when the process dies. */
export interface FolderHold {
  release(): Promise<void>;
}

/**
 * Claims a folder for this process. Returns null when another living process holds it.
 *
 * The claim is a listening local socket that is named after the folder. A file with a process id
 * would outlive a kill -9, and later another process may have that id. On Linux (abstract name)
 * and Windows (pipe) the system removes the socket. On other systems the file may stay, and a
 * connection attempt shows whether a process still listens on it.
 */
export async function holdFolder(folder: string): Promise<FolderHold | null> {
  const address = await addressOf(folder);
  let server = await listen(address);
  if (server === null && isSocketFile(address) && !(await answers(address))) {
    await rm(address, { force: true });
    server = await listen(address);
  }
  if (server === null) return null;
  const held = server;
  return { release: () => new Promise((resolve) => held.close(() => resolve())) };
}

/** Whether some process holds the folder now. */
export async function isFolderHeld(folder: string): Promise<boolean> {
  return answers(await addressOf(folder));
}

async function addressOf(folder: string): Promise<string> {
  const path = await realpath(folder);
  const name = `timeledger-agent-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(path, 'agent.sock');
}

function isSocketFile(address: string): boolean {
  return address.endsWith('.sock');
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
