import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes a folder to the disk: its list of names, and with `isDeep` (the default) everything in it.
 * A file that is on the disk already costs some microseconds.
 */
export async function syncTree(folder: string, { isDeep = true } = {}): Promise<void> {
  const entries = isDeep ? await readdir(folder, { withFileTypes: true }) : [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await synced(path);
  }
  await synced(folder);
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
