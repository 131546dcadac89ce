import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { connectToFolder } from './embedded-connection.js';
import { RememberedTime } from './analytics/remembered-time.js';
import { withoutWords } from './errors.js';
import { migrate } from './schema/migrate.js';
import { CLUSTER_SETTINGS, onCluster } from './schema/on-cluster.js';

/** Where the read models live: a ClickHouse server by URL, or a folder for the in-process engine. */
export type ReadModelsLocation =
  ServerLocation | { /** Folder of the in-process engine; one process at a time. */ dir: string };

export interface ServerLocation {
  /** `http://user:password@host:8123/database`; the database is made when missing. */
  readonly url: string;
  /** Name of the cluster that the server belongs to, or a macro for it; the tables are then made on all of it. */
  readonly cluster?: string | undefined;
}

/** The read models: one ClickHouse client, whatever is behind it, with every migration applied. */
export interface ReadModels {
  readonly client: ClickHouseClient;
  /** What was read of users' time and still holds; undefined where others write too, and nobody can know. */
  readonly remembered: RememberedTime | undefined;
  /** Resolves when the engine answers a query; rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const SETTINGS = {
  // Log positions are 64 bits: as JSON numbers they would lose their last digits.
  output_format_json_quote_64bit_integers: 1,
  date_time_input_format: 'best_effort',
} as const;

/** Whatever goes wrong is thrown; the client would also print it, with the query's values, past our own log. */
const QUIET = { level: ClickHouseLogLevel.OFF } as const;

/**
 * Opens the read models and brings their tables up to date.
 *
 * Throws when the server does not answer, the folder is in use by another process, or a migration that was applied
 * before has since been edited.
 */
export async function openReadModels(location: ReadModelsLocation): Promise<ReadModels> {
  const client =
    'url' in location
      ? await connectToServer(location)
      : createClient({ connection: connectToFolder(location.dir), log: QUIET });
  try {
    if ('dir' in location) await setOnce(client);
    await migrate(client, 'url' in location ? location.cluster : undefined);
  } catch (error) {
    await client.close();
    throw error;
  }
  return 'url' in location ? readModelsOf(client) : rememberingReadModels(client);
}

/** For as long as the folder is open. Sent with a query, as a server needs them, each would be a statement before it. */
async function setOnce(client: ClickHouseClient): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) await client.command({ query: `SET ${name} = '${value}'` });
}

/** Of a folder that only this process writes to: through `writeEncoded`, which says whose rows, or by a command, which may say anything. */
function rememberingReadModels(raw: ClickHouseClient): ReadModels {
  const remembered = new RememberedTime();
  const command: ClickHouseClient['command'] = (params) =>
    remembered.whileWriting('anybody', () => raw.command(params));
  const client = new Proxy(raw, {
    get: (target, name) => (name === 'command' ? command : (Reflect.get(target, name, target) as unknown)),
  });
  return { ...readModelsOf(client), remembered };
}

/**
 * The read models of a server as they are: nothing is made or migrated, and nothing is asked yet, so this does not fail
 * when the server is down. For a program that only looks.
 */
export function attachReadModels(url: string): ReadModels {
  return readModelsOf(createServerClient({ url }));
}

function readModelsOf(raw: ClickHouseClient): ReadModels {
  const client = withDiscreetErrors(raw);
  return {
    client,
    remembered: undefined,
    ping: async () => {
      await client.query({ query: 'SELECT 1', format: 'JSONEachRow' }).then((result) => result.json());
    },
    close: () => client.close(),
  };
}

/** The client, whose refusals say their code and nothing of what was sent. */
function withDiscreetErrors(client: ClickHouseClient): ClickHouseClient {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, args);
        return result instanceof Promise
          ? result.catch((error: unknown) => {
              throw withoutWords(error);
            })
          : result;
      };
    },
  });
}

async function connectToServer(location: ServerLocation): Promise<ClickHouseClient> {
  const { address, database } = partsOf(location.url);
  const everywhere = location.cluster === undefined ? '' : ` ON CLUSTER '${location.cluster}'`;
  const bootstrap = createClient({ url: address, log: QUIET });
  try {
    await bootstrap.command({
      query: `CREATE DATABASE IF NOT EXISTS {database:Identifier}${everywhere}`,
      query_params: { database },
    });
  } finally {
    await bootstrap.close();
  }
  return createServerClient(location);
}

function createServerClient({ url, cluster }: ServerLocation): ClickHouseClient {
  const { address, database } = partsOf(url);
  const clickhouse_settings = { ...SETTINGS, ...(cluster !== undefined && CLUSTER_SETTINGS) };
  const client = createClient({ url: address, database, clickhouse_settings, log: QUIET });
  return cluster === undefined ? client : onCluster(client, cluster);
}

function partsOf(url: string): { address: URL; database: string } {
  const address = new URL(url);
  const database = decodeURIComponent(address.pathname.slice(1)) || 'default';
  address.pathname = '';
  return { address, database };
}
