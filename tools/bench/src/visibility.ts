import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Print } from './benchmarks.js';
import type { Connection } from './load/connection.js';
import { connectNewUser, startServer } from './load/programs.js';
import { recordedTime, take } from './load/recorded-time.js';
import { quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import { agentBatch } from './smoke/agent-batch.js';
import { timeToVisible } from './smoke/visibility.js';
import type { Workspace } from './load/workspace.js';

const USERS = 10;
const EVERY_MS = 200;
const FIRST_DAY = Date.UTC(2025, 0, 6, 8);

/**
 * How long it takes from an acknowledgement to the first report that shows the activity, while
 * other agents send so many activities a second.
 */
export async function visibility(
  workspace: Workspace,
  print: Print,
  { activities }: { activities: number },
): Promise<void> {
  const dataDir = join(workspace.dir, 'data');
  const server = await startServer(workspace, dataDir);
  const connect = (name: string) => connectNewUser(server.address, { dataDir, name });
  const users = await Promise.all(Array.from({ length: USERS }, (_, n) => connect(`background-${n}`)));
  const quiet = await timeToVisible(await connect('quiet'));
  const stopping = new AbortController();
  const ofACall = Math.max(1, Math.round((activities * EVERY_MS) / 1000 / USERS));
  const bringing = users.map((user, n) => bring(user, { seed: n, ofACall, signal: stopping.signal }));
  const startedAt = performance.now();
  const loaded = await timeToVisible(await connect('loaded'));
  const seconds = (performance.now() - startedAt) / 1000;
  stopping.abort();
  const brought = (await Promise.all(bringing)).reduce((sum, count) => sum + count, 0);
  print('\nfrom acknowledged to the first report that has it');
  const row = (name: string, ms: readonly number[]) => [
    name,
    ms.length,
    quantile(ms, 0.5),
    quantile(ms, 0.99),
    '300, 1,000',
  ];
  const busy = `beside ${Math.round(brought / seconds)} activities/s of ${USERS} users`;
  print(alignedTable(['load', 'posts', 'p50 ms', 'p99', 'targets'], [row('none', quiet), row(busy, loaded)]));
  users.forEach((user) => user.close());
  await server.stop();
}

/**
 * Sends new activities again and again until it is told to stop. Resolves to the number of
 * activities.
 */
async function bring(
  connection: Connection,
  { seed, ofACall, signal }: { seed: number; ofACall: number; signal: AbortSignal },
): Promise<number> {
  const spans = recordedTime({ seed, startMs: FIRST_DAY, meanSeconds: 10 });
  let brought = 0;
  for (let due = performance.now(); !signal.aborted; due += EVERY_MS) {
    await connection.call({ method: 'POST', path: '/agent/v1/activities', body: agentBatch(take(spans, ofACall)) });
    brought += ofACall;
    const waitMs = due + EVERY_MS - performance.now();
    if (waitMs > 0) await delay(waitMs);
  }
  return brought;
}
