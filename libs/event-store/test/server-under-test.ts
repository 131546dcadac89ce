import { type Credentials, EventStoreDBClient } from '@eventstore/db-client';
import { startNodeForTests } from './embedded-node.js';

/** A server under test, and a client of it. Both live as long as the tests of one file. */
export interface ServerUnderTest {
  readonly isEmbedded: boolean;
  readonly client: EventStoreDBClient;
  /**
   * With these, an append uses `Append` instead of `BatchAppend`. The client ignores them without
   * TLS.
   */
  readonly credentials: Credentials;
  /**
   * A test of an answer that our node chose, or that servers give differently. Other servers skip
   * it, and the skipped test is printed with its reason.
   */
  ownChoice(title: string, why: string, test: () => Promise<void>): void;
}

/** The connection string of an EventStoreDB that the suite may write to. Its user may read $all. */
const REAL_SERVER = process.env.EVENTSTORE_URL;

/** Whether the suite also runs against a real EventStoreDB. */
export const HAS_REAL_SERVER = REAL_SERVER !== undefined && REAL_SERVER !== '';

/**
 * Runs the suite against the embedded node with a temporary folder. Runs it also against the server
 * of EVENTSTORE_URL, if that is set. Other programs may use that server: use random stream names,
 * and never expect that the log is empty or does not change.
 */
export function onEveryServer(suite: (server: ServerUnderTest) => void): void {
  describe('the embedded node', () => suite(serverThat(startEmbedded)));
  if (HAS_REAL_SERVER) describe('the server of EVENTSTORE_URL', () => suite(serverThat()));
}

interface Started {
  readonly connectionString: string;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Started> {
  const { node, stop } = await startNodeForTests();
  return { connectionString: node.connectionString, stop };
}

const alreadyRunning = async (): Promise<Started> => ({
  connectionString: REAL_SERVER ?? '',
  stop: () => Promise.resolve(),
});

function serverThat(start: () => Promise<Started> = alreadyRunning): ServerUnderTest {
  const isEmbedded = start !== alreadyRunning;
  let running: { server: Started; client: EventStoreDBClient } | undefined;
  beforeAll(async () => {
    const server = await start();
    running = { server, client: EventStoreDBClient.connectionString(server.connectionString) };
  });
  afterAll(async () => {
    await running?.client.dispose();
    await running?.server.stop();
  });
  return {
    isEmbedded,
    get client() {
      if (!running) throw new Error('The server runs only while tests run.');
      return running.client;
    },
    credentials: isEmbedded ? { username: 'admin', password: 'changeit' } : credentialsIn(REAL_SERVER ?? ''),
    ownChoice(title, why, test) {
      if (isEmbedded) return it(title, test);
      process.stderr.write(`NOT CHECKED on the server of EVENTSTORE_URL: ${title}, because ${why}\n`);
    },
  };
}

function credentialsIn(connectionString: string): Credentials {
  const [, username = 'admin', password = 'changeit'] = /^[^:]+:\/\/([^:@/]+):([^@/]+)@/.exec(connectionString) ?? [];
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
