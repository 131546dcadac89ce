import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What stands in the data folder: both embedded stores and the admin token. */
const OURS = ['event-store', 'clickhouse', 'admin-token'];
/** The sticky bit: several users keep files in the folder, as in /tmp. */
const STICKY = 0o1000;
const [FOLDER_MODE, FILE_MODE, MODE_BITS] = [0o700, 0o600, 0o7777];

/** The data folder cannot be kept from other users. The message is a sentence for people. */
export class FolderNotPrivateError extends Error {}

/**
 * Makes the data folder, or closes one that exists: the folder gets mode 0700. What is ours in it
 * loses every right of other users: folders 0700, files 0600. Links below are not followed, and
 * other files stay as they are: the mode of the folder keeps other users from them. Throws
 * FolderNotPrivateError when the modes cannot be set. Windows has no modes: there, only makes it.
 */
export async function makeFolderPrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  if (process.platform === 'win32') return;
  await requireOwnFolder(folder);
  try {
    await chmod(folder, FOLDER_MODE);
    const { mode, uid } = await stat(folder);
    if ((mode & 0o077) !== 0) throw new Error(`its mode stays ${(mode & MODE_BITS).toString(8)}`);
    for (const name of OURS) await closeEntry(join(folder, name), uid);
  } catch (cause) {
    throw new FolderNotPrivateError(
      `Other users of this machine can read the data folder ${folder}, and that cannot be changed: ` +
        `${(cause as Error).message}. Start the program as the owner of its folder, or set DATA_DIR to another one.`,
      { cause },
    );
  }
}

/**
 * Whether other programs need a folder, so that it must stay open: the root, the home of a user,
 * and a folder with the sticky bit, such as /tmp. `path` has no links.
 */
export const isShared = (path: string, mode: number, home = homedir()): boolean =>
  path === '/' || path === home || (mode & STICKY) !== 0;

async function requireOwnFolder(folder: string): Promise<void> {
  const path = await realpath(folder);
  if (!isShared(path, (await stat(path)).mode)) return;
  throw new FolderNotPrivateError(
    `Other programs use the folder ${folder}, so it cannot be the data folder. Set DATA_DIR to a folder of its own.`,
  );
}

/** Closes one of our entries. It must belong to this user or to the owner of the folder. */
async function closeEntry(path: string, folderOwner: number): Promise<void> {
  const found = await stat(path).catch(absent);
  if (!found) return;
  if (found.uid !== process.getuid?.() && found.uid !== folderOwner) throw new Error(`${path} is of another user`);
  await close(await realpath(path));
}

/** Closes a file, or a folder and all in it. Passes over links and what is gone meanwhile. */
async function close(path: string): Promise<void> {
  const found = await lstat(path).catch(absent);
  if (!found || !(found.isFile() || found.isDirectory())) return;
  const kept = found.mode & (found.isDirectory() ? FOLDER_MODE : FILE_MODE);
  // Another server may be using the folder: it removes files, and this one is refused later.
  if (kept !== (found.mode & MODE_BITS)) await setMode(path, kept).catch(absent);
  if (!found.isDirectory()) return;
  for (const name of (await readdir(path).catch(absent)) ?? []) await close(join(path, name));
}

/** Sets the mode of the file itself: a link that took its place meanwhile is an error. */
async function setMode(path: string, mode: number): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    await file.chmod(mode);
  } finally {
    await file.close();
  }
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
