import { chmod, mkdir, open, realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes the names in a folder survive a power loss. On Windows it does nothing: a folder cannot be
 * opened there, and the file system logs names itself.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a whole file. After a crash the file holds the old text or the new text, never a
 * mixture. The mode is 0600.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/**
 * Replaces a file of settings, for its owner alone: it may hold the key. A link stays, and the
 * file behind it is replaced.
 */
export async function replaceOwnFile(named: string, text: string): Promise<void> {
  await mkdir(dirname(named), { recursive: true, mode: 0o700 });
  const path = await realpath(named).catch(() => named);
  await replaceFile(path, text);
  await chmod(path, 0o600);
}
