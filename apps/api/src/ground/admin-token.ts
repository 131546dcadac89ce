import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.js';
import { newSecret } from './secrets.js';

/** Where the token of an installation is kept, readable by its owner only. */
export const adminTokenFile = (dataDir: string): string => join(dataDir, 'admin-token');

/** The admin token: the setting, else the one in the data folder, which the first start makes. */
export async function readOrMakeAdminToken({ adminToken, dataDir }: Settings): Promise<string> {
  if (adminToken !== undefined) return adminToken;
  const path = adminTokenFile(dataDir);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const token = newSecret();
      await file.writeFile(`${token}\n`);
      await file.sync();
      return token;
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const token = (await readFile(path, 'utf8')).trim();
    if (token === '')
      throw new Error(`${path} is empty: delete it, and the next start makes a new token.`, { cause: error });
    return token;
  }
}
