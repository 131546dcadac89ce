import { chmod, mkdir, stat } from 'node:fs/promises';

const OTHERS_WRITE = 0o022;
const OTHERS = 0o077;

/**
 * Makes a folder for this user's records, or takes the one that is there, closed to others. Throws
 * when it belongs to another user, or others could write in it: a link that they have left there
 * would lead the agent to any file.
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32' || process.getuid === undefined) return;
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid()) throw new Error(`${folder} belongs to another user: choose another folder`);
  if ((mode & OTHERS_WRITE) !== 0)
    throw new Error(`other users can write in ${folder}: look at what is in it, then chmod 700 ${folder}`);
  if ((mode & OTHERS) !== 0) await chmod(folder, 0o700);
}
