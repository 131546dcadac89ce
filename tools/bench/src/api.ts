import { join } from 'node:path';
import { ENDPOINTS, type Endpoint, MEMORY_ENDPOINT } from './api/endpoints.js';
import { type Load, load } from './api/load.js';
import type { Print } from './benchmarks.js';
import { Connection } from './load/connection.js';
import { residentMiB } from './load/process-use.js';
import { startServer, untilCaughtUp } from './load/programs.js';
import { alignedTable } from './report/table.js';
import { writeYearInto } from './smoke/year-log.js';
import type { RunningProgram, Workspace } from './load/workspace.js';

const CONNECTIONS = [1, 16, 64];
const SECONDS = 3;
/** After so many requests the pools of the engine and the runtime have their final size. */
const WARM_UP_REQUESTS = 2_000;

/**
 * How many requests each documented endpoint answers in a second and how long each takes, over
 * HTTP, on one user's year. And the memory that the server keeps.
 */
export async function api(workspace: Workspace, print: Print, { requests }: { requests: number }): Promise<void> {
  const dataDir = join(workspace.dir, 'data');
  const { apiKey: key } = await writeYearInto(workspace, dataDir);
  const server = await startServer(workspace, dataDir);
  const connection = new Connection(server.address, key);
  await untilCaughtUp(connection);
  connection.close();
  const loadOf = ({ path }: Endpoint): Load => {
    let n = 0;
    return { origin: server.address, path: typeof path === 'string' ? path : () => path(n++), key };
  };
  await measureEndpoints(loadOf, print);
  await measureMemory(server, { ...loadOf(MEMORY_ENDPOINT), requests }, print);
  await server.stop();
}

async function measureEndpoints(loadOf: (endpoint: Endpoint) => Load, print: Print): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const endpoint of ENDPOINTS) {
    const asked = loadOf(endpoint);
    for (const connections of CONNECTIONS) {
      const { perSecond, p50, p97_5, p99, refused } = await load(asked, { connections, seconds: SECONDS });
      rows.push([endpoint.name, connections, perSecond, p50, p97_5, p99, refused]);
    }
  }
  print(`\nrequests over HTTP, ${SECONDS} s each`);
  print(alignedTable(['endpoint', 'connections', 'requests/s', 'p50 ms', 'p97.5', 'p99', 'not 2xx'], rows));
}

async function measureMemory(server: RunningProgram, asked: Load & { requests: number }, print: Print): Promise<void> {
  await load(asked, { connections: 16, amount: WARM_UP_REQUESTS });
  const before = residentMiB(server.pid);
  const { perSecond, refused } = await load(asked, { connections: 16, amount: asked.requests });
  const after = residentMiB(server.pid);
  print(`\nmemory of the server, "${MEMORY_ENDPOINT.name}" at 16 connections`);
  const row = [asked.requests, perSecond, refused, before, after, after - before];
  print(alignedTable(['requests', 'requests/s', 'not 2xx', 'RSS before, MiB', 'after', 'growth'], [row]));
}
