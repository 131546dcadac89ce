import { join } from 'node:path';
import { UPCASTERS } from '@app/domain';
import { EventStore, type NewEvent } from '@app/event-store';
import type { Print } from './benchmarks.js';
import { Connection } from './load/connection.js';
import { startNode, startServer, untilCaughtUp } from './load/programs.js';
import type { Workspace } from './load/workspace.js';
import { quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import { writeYear } from './smoke/year-log.js';

const EVENTS_OF_AN_APPEND = 1_000;
const QUESTIONS = 20;

/**
 * What a log costs in which another program writes beside us: a year of one user, then so many
 * events of others. Each figure should be the same for any number of them. Only the first start
 * behind them is not: there the node looks at each once, and the checkpoint passes them.
 */
export async function others(workspace: Workspace, print: Print, { events }: { events: number }): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const count of [0, Math.ceil(events / 10), events]) rows.push(await measure(workspace, count));
  print('');
  print(
    alignedTable(
      ['events of others', 'first start, caught up, s', 'start, caught up, s', 'status p50 ms', 'max', 'export, s'],
      rows,
    ),
  );
}

async function measure(workspace: Workspace, count: number): Promise<(string | number)[]> {
  const dataDir = join(workspace.dir, `others-${count}`);
  const key = await writeLog(workspace, dataDir, count);
  const firstStart = await startSeconds(workspace, dataDir, key);
  const start = await startSeconds(workspace, dataDir, key);
  const server = await startServer(workspace, dataDir);
  const connection = new Connection(server.address, key);
  await untilCaughtUp(connection);
  const statusMs: number[] = [];
  for (let n = 0; n < QUESTIONS; n++) {
    statusMs.push(await timed(() => connection.call({ method: 'GET', path: '/api/v1/status' })));
  }
  const exportMs = await timed(() => connection.call({ method: 'GET', path: '/api/v1/export' }));
  connection.close();
  await server.stop();
  return [count, firstStart, start, quantile(statusMs, 0.5), Math.max(...statusMs), exportMs / 1000];
}

/** From the start of the program until the status says that reports show the whole log. */
async function startSeconds(workspace: Workspace, dataDir: string, key: string): Promise<number> {
  const startedAt = performance.now();
  const server = await startServer(workspace, dataDir);
  const connection = new Connection(server.address, key);
  await untilCaughtUp(connection);
  const seconds = (performance.now() - startedAt) / 1000;
  connection.close();
  await server.stop();
  return seconds;
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await ask();
  return performance.now() - startedAt;
}

/** Writes the year, then the events of others. Returns the key of the user. */
async function writeLog(workspace: Workspace, dataDir: string, count: number): Promise<string> {
  const node = await startNode(workspace, dataDir);
  const store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  const event: NewEvent = {
    event: { type: 'Noted', data: { text: 'x'.repeat(100) } },
    metadata: { now: 0, principalId: 'another program' },
  };
  try {
    const { apiKey } = await writeYear(store);
    for (let written = 0; written < count; written += EVENTS_OF_AN_APPEND) {
      const batch = Array.from({ length: Math.min(EVENTS_OF_AN_APPEND, count - written) }, () => event);
      await store.append(`others-${written}`, batch, 'no_stream');
    }
    return apiKey;
  } finally {
    await store.close();
    await node.stop();
  }
}
