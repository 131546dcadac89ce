import { join } from 'node:path';

/** The path of the file that holds the admin token of an installation, in its data folder. */
export const adminTokenFile = (dataDir: string): string => join(dataDir, 'admin-token');
