import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Paths of the files under a folder whose bytes hold a text. A file that is removed meanwhile, like
 * a part of a table, does not count.
 */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing<[]>([]));
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesWith(path, text);
      if (!entry.isFile()) return [];
      return (await readFile(path).catch(ignoreMissing(Buffer.of()))).includes(text) ? [path] : [];
    }),
  );
  return found.flat();
}

function ignoreMissing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
}
