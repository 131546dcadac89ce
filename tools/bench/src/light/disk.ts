import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder takes on the disk. */
export interface Disk {
  /** Blocks that its files have, in MB. A sparse file counts only what is written. */
  readonly megabytes: number;
  /** Folders of parts of the engine's tables, also of those that wait for their removal. */
  readonly partFolders: number;
}

/** `202501_1_20_3`, or `all_1_1_0`: partition, first block, last block, level, perhaps mutation. */
const PART = /^[0-9A-Za-z]+_\d+_\d+_\d+(_\d+)?$/;
const BLOCK_BYTES = 512;

/**
 * Measures all below a folder. What goes away meanwhile counts for nothing. `seen`: inodes counted
 * already, because merges link files.
 */
export async function diskOf(dir: string, seen = new Set<number>()): Promise<Disk> {
  let [megabytes, partFolders] = [0, 0];
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      const inside = await diskOf(path, seen);
      megabytes += inside.megabytes;
      partFolders += inside.partFolders + Number(PART.test(entry.name));
    } else if (entry.isFile()) {
      const file = await stat(path).catch(() => undefined);
      if (file && !seen.has(file.ino)) megabytes += (file.blocks * BLOCK_BYTES) / 1e6;
      if (file) seen.add(file.ino);
    }
  }
  return { megabytes, partFolders };
}
