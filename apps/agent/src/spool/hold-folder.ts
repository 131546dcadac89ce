import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** A folder held by this process; the system lets go of it when the process dies, however it dies. */
export interface FolderHold {
  release(): Promise<void>;
}

/**
 * Claims a folder for this process, or answers null when another living process holds it.
 *
 * The claim is a listening local socket named after the folder, not a file with a process id: a file outlives a
 * kill -9 and its number may belong to somebody else by then. On Linux (abstract name) and Windows (pipe) the system
 * removes it; elsewhere a dead socket file is told from a living one by connecting.
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
