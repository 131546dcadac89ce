import { link, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';

const LOCK = 'agent.lock';
/** The holder touches the file this often. */
export const TOUCH_MS = 20_000;
/** A lock of another host that was not touched for so long is dead. */
export const DEAD_AFTER_MS = 90_000;

/** Who holds a folder, as the lock file tells it. */
export interface Holder {
  /** Tells apart two holders: random. */
  token: string;
  user: string;
  host: string;
  /** The running kernel. Containers of one machine share it. */
  boot: string;
  pid: number;
  /** Epoch milliseconds. */
  startedAt: number;
}

/** This process as a holder. */
export function thisHolder(token: string): Holder {
  return { token, user: userName(), host: hostname(), boot: bootId(), pid: process.pid, startedAt: Date.now() };
}

/** The kernel's own id, or the host's name on systems without one. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

/** Writes the lock file if there is none. Returns false when there is one. */
export async function writeLock(folder: string, holder: Holder): Promise<boolean> {
  const draft = join(folder, `${LOCK}.${holder.token}`);
  const file = await open(draft, 'wx', 0o600);
  // On a full disk the lock stays empty. It holds the folder all the same.
  await file.writeFile(JSON.stringify(holder)).catch(() => undefined);
  await file.close();
  try {
    // A link is made whole or not at all, also on a network file system.
    await link(draft, join(folder, LOCK));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** The holder in the lock file. Null when there is no file, or it is unreadable. */
export async function readLock(folder: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(join(folder, LOCK), 'utf8')) as Holder;
    return typeof holder.token === 'string' ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Milliseconds since the holder touched the file, by the clock of the file system: two hosts may
 * have different clocks. Infinity when there is no file.
 */
export async function lockAgeMs(folder: string, token: string): Promise<number> {
  const probe = join(folder, `${LOCK}.${token}.now`);
  const file = await open(probe, 'w', 0o600);
  await file.close();
  try {
    const [now, lock] = await Promise.all([stat(probe), stat(join(folder, LOCK))]);
    return now.mtimeMs - lock.mtimeMs;
  } catch {
    return Infinity;
  } finally {
    await rm(probe, { force: true });
  }
}

/** Shows others that the holder lives. Returns false when another process holds the folder now. */
export async function touchLock(folder: string, holder: Holder): Promise<boolean> {
  const present = await readLock(folder);
  if (present !== null && present.token !== holder.token) return false;
  // The same bytes again: the file system then notes the time by its own clock.
  const file = await open(join(folder, LOCK), 'r+').catch(() => null);
  await file?.write(JSON.stringify(holder), 0).catch(() => undefined);
  await file?.close();
  return true;
}

/**
 * Removes the lock of a dead holder (null: an unreadable lock). When another process was faster and
 * the lock is a new one, it is put back.
 */
export async function removeDeadLock(folder: string, dead: Holder | null, token: string): Promise<void> {
  const aside = join(folder, `${LOCK}.${token}.dead`);
  try {
    await rename(join(folder, LOCK), aside);
    const moved = JSON.parse(await readFile(aside, 'utf8').catch(() => 'null')) as Holder | null;
    if (moved !== null && moved.token !== dead?.token) await link(aside, join(folder, LOCK));
  } catch {
    // Another process has removed it, or made a new one meanwhile.
  } finally {
    await rm(aside, { force: true });
  }
}

/** Removes the own lock. */
export async function removeLock(folder: string, { token }: Holder): Promise<void> {
  if ((await readLock(folder))?.token === token) await rm(join(folder, LOCK), { force: true });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}
