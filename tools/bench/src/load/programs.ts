import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminTokenFile } from '@app/settings';
import type { RunningProgram, Workspace } from './workspace.js';
import { Connection } from './connection.js';
import { residentMiB } from './process-use.js';

/** The programs as people run them, in dist/. This file is in dist-tools/. */
const program = (main: string) => fileURLToPath(new URL(`../../../../../dist/${main}`, import.meta.url));
const SERVER = program('apps/api/src/main.js');
/** As in `npm start`. */
const SERVER_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=100'];
const ALLOCATOR = { MALLOC_TRIM_THRESHOLD_: '131072' };
const NODE = program('libs/esdb-node/src/main.js');
const PROJECTOR = program('apps/projector/src/main.js');
// Test support is compiled to dist-tools/.
const CLICKHOUSE = fileURLToPath(
  new URL('../../../../libs/read-models/src/testing/http-clickhouse-main.js', import.meta.url),
);

/**
 * Starts the real server, with everything embedded, on a data folder. `more`: variables of its
 * environment.
 */
export function startServer(
  workspace: Workspace,
  dataDir: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const environment = {
    ...ALLOCATOR,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    EVENTSTORE_URL: '',
    CLICKHOUSE_URL: '',
    ADMIN_TOKEN: '',
    RATE_LIMIT_PER_MINUTE: '0',
    RATE_LIMIT_PER_HOUR: '0',
    INGEST_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    ...more,
  };
  return workspace.start({ command: [...SERVER_FLAGS, SERVER], environment, ready: /^listening on (\S+)$/ });
}

/** A node that runs, and how a client reaches it. */
export interface RunningNode extends RunningProgram {
  readonly connectionString: string;
}

/** Starts an event store node on the log of the server with this data folder. */
export async function startNode(workspace: Workspace, dataDir: string): Promise<RunningNode> {
  const command = [NODE, '--dir', join(dataDir, 'event-store'), '--port', '0'];
  const node = await workspace.start({ command, ready: /^LISTENING (\d+)$/ });
  return { ...node, connectionString: `esdb://127.0.0.1:${node.address}?tls=false` };
}

/** The environment of a program that uses these servers. */
export type Servers = Readonly<Record<'EVENTSTORE_URL' | 'CLICKHOUSE_URL', string>>;

/**
 * Starts a substitute for a ClickHouse server on this machine: the same engine behind its HTTP
 * interface.
 */
export async function startClickHouse(workspace: Workspace, dir: string): Promise<RunningProgram & { url: string }> {
  const command = [CLICKHOUSE, '--dir', dir, '--user', 'bench', '--password', 'bench'];
  const server = await workspace.start({ command, ready: /^LISTENING (\d+)$/ });
  return { ...server, url: `http://bench:bench@127.0.0.1:${server.address}/timeledger` };
}

/** Runs `projector rebuild` as a process of its own. */
export async function rebuildOnServers(
  workspace: Workspace,
  servers: Servers,
): Promise<{ seconds: number; peakMiB: number }> {
  let peakMiB = 0;
  const command = [PROJECTOR, 'rebuild'];
  const seconds = await workspace.run({ command, environment: servers }, (pid) => {
    peakMiB = Math.max(peakMiB, residentMiB(pid) || 0);
  });
  return { seconds, peakMiB };
}

/** A connection of a new user with a key of their own. */
export async function connectNewUser(origin: string, { dataDir, name }: { dataDir: string; name: string }) {
  const admin = new Connection(origin, (await readFile(adminTokenFile(dataDir), 'utf8')).trim());
  try {
    const post = (path: string, fields: object) => admin.call({ method: 'POST', path, body: JSON.stringify(fields) });
    const user = JSON.parse(await post('/api/v1/users', { email: `${name}@bench.example`, timeZone: 'UTC' })) as {
      id: string;
    };
    const { key } = JSON.parse(await post(`/api/v1/users/${user.id}/keys`, { name: 'bench', kind: 'full' })) as {
      key: string;
    };
    return new Connection(origin, key);
  } finally {
    admin.close();
  }
}

const PROJECTOR_POLL_MS = 20;

/** Waits until reports show all that was acknowledged. */
export async function untilCaughtUp(connection: Connection): Promise<void> {
  for (;;) {
    const status = JSON.parse(await connection.call({ method: 'GET', path: '/api/v1/status' })) as {
      projector: { caughtUp: boolean };
    };
    if (status.projector.caughtUp) return;
    await new Promise((resolve) => setTimeout(resolve, PROJECTOR_POLL_MS));
  }
}
