import { RememberedTime } from './analytics/remembered-time.js';
import { ClickHouseDatabase } from './database/clickhouse-database.js';
import { folderClient, makeDatabase, type ReadModelsLocation, serverClient } from './database/connect.js';
import { ReadModels } from './read-models.js';
import { lineFor } from './turns/line-for.js';
import { migrate } from './schema/migrate.js';

/**
 * Opens the read models and brings their tables up to date.
 *
 * Throws when the server does not answer, when another process uses the folder, or when a migration
 * was edited after it was applied.
 */
export async function openReadModels(location: ReadModelsLocation): Promise<ReadModels> {
  const isServer = 'url' in location;
  if (isServer) await makeDatabase(location);
  const client = isServer ? serverClient(location) : await folderClient(location.dir);
  const cluster = isServer ? location.cluster : undefined;
  const database = new ClickHouseDatabase(client, cluster);
  try {
    await migrate(database, cluster);
  } catch (error) {
    await database.close();
    throw error;
  }
  // Other processes write to a server as well, so an answer of a server cannot be remembered.
  return new ReadModels(database, isServer ? undefined : new RememberedTime(), lineFor(isServer ? 'server' : 'folder'));
}

/**
 * The read models of a server as they are. It makes nothing, migrates nothing and sends nothing
 * yet, so it does not fail when the server is down. It is for a program that only reads.
 */
export function attachReadModels(url: string): ReadModels {
  return new ReadModels(new ClickHouseDatabase(serverClient({ url })), undefined, lineFor('server'));
}
