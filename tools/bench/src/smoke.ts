import { join } from 'node:path';
import { UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import { openReadModels, type ReadModels } from '@app/read-models';
import type { Print } from './benchmarks.js';
import { Connection } from './load/connection.js';
import { connectNewUser, startNode, startServer, untilCaughtUp } from './load/programs.js';
import { median, quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import { ingest, INGEST_LOADS } from './smoke/ingest.js';
import { type Replay, replay } from './smoke/replay.js';
import { REPORT_LOADS, timeQueries, timeReports } from './smoke/reports.js';
import { timeToVisible } from './smoke/visibility.js';
import { writeYear, type YearLog } from './smoke/year-log.js';
import type { Workspace } from './load/workspace.js';

const ROUNDS = 3;
/** The most connections of any load. */
const USERS = Math.max(...INGEST_LOADS.map(({ connections }) => connections));
/** On a busy machine there is one replay only. */
const LONGEST_REPLAYS_SECONDS = 8;

/** One user's year in the log and in the tables, with the time of every report's query, in ms. */
interface Prepared {
  readonly year: YearLog;
  readonly queriesMs: readonly (readonly number[])[];
}

/**
 * Measures a little of everything, in under a minute even on a busy machine: replay, reports,
 * start-up, append to visible, ingest.
 *
 * The year is written to the log, and the real projector projects it, so the tables have the
 * checkpoint of this log. The server then starts on the same folder and goes on where the replay
 * ended. (Without the checkpoint a projector empties the tables first.) The queries are measured in
 * between, because one process at a time may use the folder.
 */
export async function smoke(workspace: Workspace, print: Print): Promise<void> {
  const dataDir = join(workspace.dir, 'data');
  const { year, queriesMs } = await prepare(workspace, dataDir, print);
  const server = await startServer(workspace, dataDir);
  print(`\nstart-up on this data: ${server.startUpMs.toFixed(0)} ms from the start of the process to listening`);
  await measureReports(new Connection(server.address, year.apiKey), queriesMs, print);
  await measureVisibility(await connectNewUser(server.address, { dataDir, name: 'visible' }), print);
  const users = Array.from({ length: USERS }, (_, n) => connectNewUser(server.address, { dataDir, name: `user-${n}` }));
  await measureIngest(await Promise.all(users), print);
  await server.stop();
}

async function prepare(workspace: Workspace, dataDir: string, print: Print): Promise<Prepared> {
  const node = await startNode(workspace, dataDir);
  const store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  try {
    const year = await writeYear(store);
    const queriesMs: number[][] = [];
    const replays = [
      await replayInto(join(dataDir, 'clickhouse'), { store, year }, async (readModels) => {
        for (const load of REPORT_LOADS) queriesMs.push(await timeQueries(readModels, year.userId, load));
      }),
    ];
    const spentSeconds = () => replays.reduce((sum, { seconds }) => sum + seconds, 0);
    while (replays.length < ROUNDS && spentSeconds() < LONGEST_REPLAYS_SECONDS) {
      replays.push(await replayInto(join(workspace.dir, `replay-${replays.length}`), { store, year }));
    }
    printReplays(replays, year, print);
    return { year, queriesMs };
  } finally {
    await store.close();
    await node.stop();
  }
}

/**
 * Replays the year into new read models in a folder, and runs `use` with them before it closes
 * them.
 */
async function replayInto(
  dir: string,
  { store, year }: { store: EventStore; year: YearLog },
  use?: (readModels: ReadModels) => Promise<void>,
): Promise<Replay> {
  const readModels = await openReadModels({ dir });
  try {
    const replayed = await replay(store, readModels, year.position);
    await use?.(readModels);
    return replayed;
  } finally {
    await readModels.close();
  }
}

function printReplays(replays: readonly Replay[], { spans }: YearLog, print: Print): void {
  const [{ events, rows } = { events: 0, rows: 0 }] = replays;
  const rates = replays.map(({ seconds }) => spans / seconds);
  const ofCpu = replays.map(({ cpuSeconds }) => spans / cpuSeconds);
  const seconds = median(replays.map((one) => one.seconds));
  print(`\nreplay of ${spans} spans in ${events} events to ${rows} rows, runs: ${replays.length}`);
  print(
    alignedTable(
      ['spans/s', 'least', 'most', 'spans/CPU s', 'events/s', 'rows/s', 'seconds'],
      [[...spreadOf(rates), median(ofCpu), events / seconds, rows / seconds, seconds]],
    ),
  );
}

async function measureReports(connection: Connection, queriesMs: Prepared['queriesMs'], print: Print): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const [n, load] of REPORT_LOADS.entries()) {
    const direct = queriesMs[n] ?? [];
    const http = await timeReports(connection, load);
    const [directP50, httpP50] = [median(direct), median(http)];
    rows.push([load.name, directP50, quantile(direct, 0.95), httpP50, quantile(http, 0.95), httpP50 / directP50]);
  }
  connection.close();
  print('\nreports: the query alone, and GET /anapi/data');
  print(alignedTable(['report', 'SQL p50 ms', 'p95', 'HTTP p50 ms', 'p95', 'ratio of p50'], rows));
}

async function measureVisibility(connection: Connection, print: Print): Promise<void> {
  const ms = await timeToVisible(connection);
  connection.close();
  print(`\nfrom acknowledged to the first report that has it, activities: ${ms.length}`);
  print(alignedTable(['p50 ms', 'p99 ms'], [[median(ms), quantile(ms, 0.99)]]));
}

async function measureIngest(users: readonly Connection[], print: Print): Promise<void> {
  const [watch] = users as [Connection];
  const rows: (string | number)[][] = [];
  for (const [n, load] of INGEST_LOADS.entries()) {
    const rates: number[] = [];
    const callsMs: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const run = await ingest(users, load, n * (ROUNDS + 1) + round);
      await untilCaughtUp(watch);
      // The first round only warms the server up.
      if (round === 0) continue;
      rates.push(run.acksPerSecond);
      callsMs.push(...run.callsMs);
    }
    const { connections, activitiesOfACall } = load;
    rows.push([connections, activitiesOfACall, ...spreadOf(rates), median(callsMs), quantile(callsMs, 0.99)]);
  }
  users.forEach((user) => user.close());
  print(`\ningest over HTTP, runs: ${ROUNDS} each`);
  print(alignedTable(['connections', 'activities a call', 'acks/s', 'least', 'most', 'call p50 ms', 'p99'], rows));
}

const spreadOf = (values: readonly number[]): number[] => [median(values), Math.min(...values), Math.max(...values)];
