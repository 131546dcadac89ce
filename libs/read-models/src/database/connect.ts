import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { connectToFolder } from './embedded-connection.js';

export interface ServerLocation {
  /** `http://user:password@host:8123/database`. The database is made when it is missing. */
  readonly url: string;
  /**
   * Name of the server's cluster, or a macro for it. The tables are then made on every server of
   * the cluster.
   */
  readonly cluster?: string | undefined;
}

export interface FolderLocation {
  /** Folder of the in-process engine; one process at a time. */
  readonly dir: string;
  /** The id of this start of the machine. Null: it tells none. Default: as the system tells it. */
  readonly bootId?: string | null;
}

/**
 * Where the read models live: a ClickHouse server by URL, or a folder for the in-process engine.
 */
export type ReadModelsLocation = ServerLocation | FolderLocation;

const SETTINGS = {
  // Log positions have 64 bits. As JSON numbers they would lose their last digits.
  output_format_json_quote_64bit_integers: 1,
  date_time_input_format: 'best_effort',
} as const;

/** Settings for a cluster, in addition to those for one server. */
const CLUSTER_SETTINGS = {
  // An insert is answered when every shard has its rows, on most of its replicas. Otherwise the
  // checkpoint, which follows, might survive them. Inserts into one shard may overlap, so reads
  // cannot be sequential. With two replicas, both have the rows. A third replica may lack them for
  // a moment.
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
  // A query about one user asks one shard.
  optimize_skip_unused_shards: 1,
  // A change of a table is answered when every replica has it.
  alter_sync: '2',
} as const;

/**
 * The client throws every error. Without this it also prints the error, with the values of the
 * query, past our own log.
 */
const QUIET = { level: ClickHouseLogLevel.OFF } as const;

/** A client of the in-process engine. Throws when another process has the folder open. */
export async function folderClient(dir: string): Promise<ClickHouseClient> {
  const client = createClient({ connection: connectToFolder(dir), log: QUIET });
  try {
    // These statements run once for the folder. With each query, as a server gets them, each
    // setting would be one more statement.
    for (const [name, value] of Object.entries(SETTINGS)) await client.command({ query: `SET ${name} = '${value}'` });
  } catch (error) {
    await client.close();
    throw error;
  }
  return client;
}

/** A client of a server. It sends nothing yet, so it does not fail when the server is down. */
export function serverClient({ url, cluster }: ServerLocation): ClickHouseClient {
  const { address, database } = partsOf(url);
  const clickhouse_settings = { ...SETTINGS, ...(cluster !== undefined && CLUSTER_SETTINGS) };
  return createClient({ url: address, database, clickhouse_settings, log: QUIET });
}

/** Makes the database of a location, on every server of its cluster, unless it exists. */
export async function makeDatabase({ url, cluster }: ServerLocation): Promise<void> {
  const { address, database } = partsOf(url);
  const everywhere = cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`;
  const client = createClient({ url: address, log: QUIET });
  try {
    const query = `CREATE DATABASE IF NOT EXISTS {database:Identifier}${everywhere}`;
    await client.command({ query, query_params: { database } });
  } finally {
    await client.close();
  }
}

function partsOf(url: string): { address: URL; database: string } {
  const address = new URL(url);
  const database = decodeURIComponent(address.pathname.slice(1)) || 'default';
  address.pathname = '';
  return { address, database };
}
