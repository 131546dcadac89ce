import { HeldDays } from './analytics/held-days.js';
import { RememberedTime } from './analytics/remembered-time.js';
import { ClickHouseDatabase } from './database/clickhouse-database.js';
import {
  type FolderLocation,
  makeDatabase,
  type ReadModelsLocation,
  serverClient,
  type ServerLocation,
} from './database/connect.js';
import { FolderDatabase } from './folder/folder-database.js';
import { thisBoot } from './folder/folder-use.js';
import { setInsertSync } from './folder/insert-sync.js';
import { ReadModels } from './read-models.js';
import { lineFor } from './turns/line-for.js';
import { cleanUpSoon } from './schema/clean-up-soon.js';
import { migrate } from './schema/migrate.js';

/** What a person should hear of the opening. */
export interface OpeningObserver {
  /** The machine stopped while the folder was in use. Its tables are empty now. */
  emptied(): void;
}

/**
 * Opens the read models and brings their tables up to date.
 *
 * Throws when the server does not answer, when another process uses the folder, or when a migration
 * was edited after it was applied.
 */
export function openReadModels(location: ReadModelsLocation, observer?: OpeningObserver): Promise<ReadModels> {
  return 'url' in location ? openServer(location) : openFolder(location, observer);
}

async function openServer(location: ServerLocation): Promise<ReadModels> {
  await makeDatabase(location);
  const database = new ClickHouseDatabase(serverClient(location), location.cluster);
  await closedOnError(database, () => migrate(database, location.cluster));
  // Other processes write to a server as well, so an answer of a server cannot be remembered.
  return new ReadModels(database, undefined, lineFor('server'));
}

async function openFolder(
  { dir, bootId = thisBoot() }: FolderLocation,
  observer: OpeningObserver | undefined,
): Promise<ReadModels> {
  const database = await FolderDatabase.open(dir, bootId);
  await closedOnError(database, async () => {
    await migrate(database, undefined);
    await setInsertSync(database, database.needsSync);
    // Merged parts may go before they are synced: a power cut empties the tables.
    if (!database.needsSync) await cleanUpSoon(database);
  });
  if (database.wasEmptied) observer?.emptied();
  return new ReadModels(database, new RememberedTime(), lineFor('folder'), new HeldDays());
}

async function closedOnError(database: ClickHouseDatabase, prepare: () => Promise<void>): Promise<void> {
  try {
    await prepare();
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * The read models of a server as they are. It makes nothing, migrates nothing and sends nothing
 * yet, so it does not fail when the server is down. It is for a program that only reads.
 */
export function attachReadModels(url: string): ReadModels {
  return new ReadModels(new ClickHouseDatabase(serverClient({ url })), undefined, lineFor('server'));
}
