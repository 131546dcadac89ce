import { open, readFile } from 'node:fs/promises';
import { adminTokenFile, type ApiSettings } from '@app/settings';
import { newSecret } from './secrets.js';

/**
 * The admin token: the setting, or else the one in the data folder. The first start makes it, in a
 * file that only its owner can read.
 */
export async function readOrMakeAdminToken({
  adminToken,
  dataDir,
}: Pick<ApiSettings, 'adminToken' | 'dataDir'>): Promise<string> {
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
      throw new Error(`${path} is empty. Delete it: the next start makes a new token.`, { cause: error });
    return token;
  }
}
