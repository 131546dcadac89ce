import { randomUUID } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { bootId, DEAD_AFTER_MS, type Holder, lockAgeMs, readLock, removeDeadLock } from './lock-file.js';
import { removeLock, thisHolder, touchLock, TOUCH_MS, writeLock } from './lock-file.js';
import { socketAddress } from './socket-address.js';

/** Between lock and socket of a holder that starts. */
const STARTING_MS = 2_000;
const YIELD_LIMIT_MS = 10_000;
const LOOK_AGAIN_MS = 100;
const ANSWER_LIMIT_MS = 2_000;
const ATTEMPTS = 3;

/** A folder that this process holds. The hold of a dead process counts no more. */
export interface FolderHold {
  release(): Promise<void>;
}

export interface HoldOptions {
  /** Whether this process may hand the folder over now, because it does nothing useful. */
  mayYield?: () => boolean;
  /** Called when the folder was asked for and handed over, or lost: the process must release it. */
  yielded?: () => void;
}

/**
 * Claims a folder for this process. Returns null when another living process holds it and does not
 * yield.
 *
 * The claim is a lock file and a listening socket, both in the folder, where no other user can
 * write. The socket shows to processes on the same machine, in other containers too, whether the
 * holder lives. A holder on another machine (a network home) shows it by touching the file.
 */
export async function holdFolder(folder: string, options: HoldOptions = {}): Promise<FolderHold | null> {
  const path = await realpath(folder);
  const holder = thisHolder(randomUUID());
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (await writeLock(path, holder)) return holding(path, holder, options);
    const other = await readLock(path);
    if (!(await isAlive(path, other, holder.token))) await removeDeadLock(path, other, holder.token);
    else if (!(await yields(path, other))) return null;
  }
  return null;
}

/** The process that holds the folder now. Null when no living one does. */
export async function holderOf(folder: string): Promise<Holder | null> {
  const path = await realpath(folder);
  const holder = await readLock(path);
  return holder !== null && (await isAlive(path, holder, randomUUID())) ? holder : null;
}

async function holding(path: string, holder: Holder, { mayYield, yielded }: HoldOptions): Promise<FolderHold> {
  const server = await listen(path, () => {
    const isGiven = mayYield?.() ?? false;
    if (isGiven) yielded?.();
    return isGiven;
  });
  const touching = setInterval(() => {
    void touchLock(path, holder).then((isMine) => (isMine ? undefined : yielded?.()));
  }, TOUCH_MS).unref();
  return {
    release: async () => {
      clearInterval(touching);
      await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
      await removeLock(path, holder);
    },
  };
}

async function isAlive(path: string, holder: Holder | null, token: string): Promise<boolean> {
  const isHere = holder?.boot === bootId() && addressOf(path) !== null;
  if (!isHere) return (await lockAgeMs(path, token)) < DEAD_AFTER_MS;
  for (;;) {
    if ((await ask(path, '')) !== null) return true;
    const ageMs = Date.now() - holder.startedAt;
    if (ageMs < 0 || ageMs > STARTING_MS) return false;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Asks the holder for the folder. Waits until the holder has released it. */
async function yields(path: string, other: Holder | null): Promise<boolean> {
  if (other?.boot !== bootId() || !(await ask(path, 'yield\n'))?.startsWith('yes')) return false;
  for (let waitedMs = 0; waitedMs < YIELD_LIMIT_MS; waitedMs += LOOK_AGAIN_MS) {
    if ((await readLock(path))?.token !== other.token) return true;
    await pause(LOOK_AGAIN_MS);
  }
  return false;
}

const addressOf = (path: string): string | null => socketAddress(path, 'agent');

/** Listens for questions. Null where no socket can be made: then the touched file alone tells. */
async function listen(path: string, mayHave: () => boolean): Promise<Server | null> {
  const address = addressOf(path);
  if (address === null) return null;
  // The lock is ours, so a socket that is still there belongs to a dead process.
  if (process.platform !== 'win32') await rm(address, { force: true });
  return new Promise((resolve) => {
    const server = createServer((socket) => answer(socket, mayHave));
    server.once('error', () => resolve(null));
    server.listen(address, () => resolve(server.unref()));
  });
}

function answer(socket: Socket, mayHave: () => boolean): void {
  socket.on('error', () => undefined);
  socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
  socket.once('data', (words) => socket.end(words.toString().startsWith('yield') && mayHave() ? 'yes\n' : 'no\n'));
  socket.once('end', () => socket.end());
  socket.unref();
}

/** Sends a question and returns the answer. Null when no process listens. */
function ask(path: string, question: string): Promise<string | null> {
  const address = addressOf(path);
  if (address === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    let text = '';
    let isConnected = false;
    const socket = connect(address, () => {
      isConnected = true;
      socket.end(question);
    });
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
    socket.on('data', (words) => (text += words.toString()));
    socket.once('error', () => undefined);
    socket.once('close', () => resolve(isConnected ? text : null));
  });
}
