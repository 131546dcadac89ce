import { join } from 'node:path';
import { LOG_PREFIXES, mostEventsFor, UPCASTERS } from '@app/domain';
import { type EmbeddedNode, startNode } from '@app/esdb-node';
import { EventStore } from '@app/event-store';
import { logProjector, logReactors, Projector, PROJECTIONS, Reactors } from '@app/projector';
import { openReadModels, type ReadModels } from '@app/read-models';
import type { Logger } from 'pino';
import type { ApiSettings } from '@app/settings';
import { makeFolderPrivate } from './ground/private-folder.js';

/** The stores of one process. They are opened in order and closed in reverse order. */
export interface Stores {
  readonly eventStore: EventStore;
  readonly readModels: ReadModels;
  /** Which event store is behind the client. It is part of the public status. */
  readonly logKind: 'embedded' | 'remote';
  /**
   * Resolves when a part failed for good. The process must then end, so that a new one starts
   * clean.
   */
  readonly failed: Promise<Error>;
  /** Reactors, projector (its batch and checkpoint), ClickHouse, client, node: in that order. */
  close(): Promise<void>;
}

/** The settings that decide where the stores are. */
export type StoreSettings = Pick<
  ApiSettings,
  | 'dataDir'
  | 'eventStoreUrl'
  | 'clickHouseUrl'
  | 'clickHouseCluster'
  | 'embeddedEventStorePort'
  | 'smallestCohort'
  | 'longestKeptMonths'
>;

/**
 * A part that could not be started. The message is a sentence for the person who starts the
 * program.
 */
export class StartError extends Error {}

/** How long the parts may finish their work when the program ends. */
const CLOSING_PATIENCE_MS = 5_000;

/**
 * Opens the stores that the settings name: embedded ones in the data folder, or servers by URL. The
 * projector and the reactors run here, unless both stores are servers: then they run in a process
 * of their own. Throws StartError.
 */
export async function openStores(settings: StoreSettings, log: Logger): Promise<Stores> {
  const opened: (() => Promise<void>)[] = [];
  let hangUp = () => undefined as void;
  const close = async () => {
    // An event store that hangs would keep the projector and the reactors waiting.
    const limit = setTimeout(() => hangUp(), CLOSING_PATIENCE_MS);
    for (const closePart of opened.splice(0).reverse()) await closePart();
    clearTimeout(limit);
  };
  try {
    await makeFolderPrivate(settings.dataDir);
    const node =
      settings.eventStoreUrl === undefined
        ? await starting('The embedded event store', () => startEmbeddedNode(settings))
        : undefined;
    if (node) opened.push(() => node.close());
    const eventStore = connect(node?.connectionString ?? (settings.eventStoreUrl as string));
    opened.push(() => eventStore.close());
    hangUp = () => void eventStore.close();
    const readModels = await starting('ClickHouse', () => openTables(settings, log));
    opened.push(() => readModels.close());
    const failures = node ? [node.failed] : [];
    if (settings.eventStoreUrl === undefined || settings.clickHouseUrl === undefined) {
      const projector = new Projector({
        store: eventStore,
        readModels,
        projections: PROJECTIONS,
        observer: logProjector(log),
      });
      opened.push(() => projector.stop());
      failures.push(failureOf(projector.run()));
      const reactors = new Reactors({
        store: eventStore,
        readModels,
        observer: logReactors(log),
        smallestCohort: settings.smallestCohort,
        longestKeptMonths: settings.longestKeptMonths,
      });
      opened.push(() => reactors.stop());
      failures.push(failureOf(reactors.run()));
    }
    const logKind = node ? 'embedded' : 'remote';
    return {
      eventStore,
      readModels,
      logKind,
      failed: Promise.race(failures.length ? failures : [new Promise<Error>(() => undefined)]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openTables({ clickHouseUrl, clickHouseCluster, dataDir }: StoreSettings, log: Logger): Promise<ReadModels> {
  const location =
    clickHouseUrl === undefined
      ? { dir: join(dataDir, 'clickhouse') }
      : { url: clickHouseUrl, cluster: clickHouseCluster };
  const emptied = () => log.warn('the machine stopped while the tables were in use; they are made again from the log');
  return openReadModels(location, { emptied });
}

/** On a port, any program of this machine may use the log. So a port is the exception. */
function startEmbeddedNode({ dataDir, embeddedEventStorePort: port }: StoreSettings): Promise<EmbeddedNode> {
  const dir = join(dataDir, 'event-store');
  return startNode(port === undefined ? { dir, onSocket: true } : { dir, port, portFallsForward: true });
}

function connect(connectionString: string): EventStore {
  try {
    return new EventStore(connectionString, { upcasters: UPCASTERS, mostEventsFor, sharedPrefixes: LOG_PREFIXES });
  } catch {
    // The client's message quotes the string, which holds a password.
    throw new StartError('EVENTSTORE_URL cannot be read as a connection string.');
  }
}

async function starting<T>(part: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (cause) {
    throw new StartError(`${part} could not be started. ${(cause as Error).message}`, { cause });
  }
}

/** The error with which a promise rejects. Never resolves when the promise does not reject. */
function failureOf(work: Promise<unknown>): Promise<Error> {
  return new Promise((resolve) => {
    work.catch((error: unknown) => resolve(error instanceof Error ? error : new Error(String(error))));
  });
}
