import { join } from 'node:path';
import { localDateOfUtcMs } from '@app/domain';
import { dayPath } from './questions.js';
import { pause } from './state.js';
import { writeSteadily } from './writes.js';
import type { Connection } from '../load/connection.js';
import { cpuMsOf, memoryOf } from '../load/process-use.js';
import { connectNewUser, startServer } from '../load/programs.js';
import type { Workspace } from '../load/workspace.js';
import { quantile } from '../report/quantile.js';
import { alignedTable } from '../report/table.js';

const ACCOUNTS = 8;
const WRITES_PER_SECOND = 40;
/** Each account looks at its day, its week and its year this often, in ms. */
const LOOKS_EVERY_MS = 1_000;
const SAMPLES = 60;
const DAY_MS = 86_400_000;

/**
 * Memory of a server that works for a long time: accounts record single activities and look at
 * their time. Memory that grows over the second half will grow for ever.
 */
export async function soak(
  workspace: Workspace,
  print: (text: string) => void,
  { minutes }: { minutes: number },
): Promise<void> {
  const dataDir = join(workspace.dir, 'data');
  const server = await startServer(workspace, dataDir);
  const names = Array.from({ length: ACCOUNTS }, (_, n) => `soak-${n}`);
  const accounts = await Promise.all(names.map((name) => connectNewUser(server.address, { dataDir, name })));
  const stopping = new AbortController();
  const writing = writeSteadily(accounts, WRITES_PER_SECOND, stopping.signal);
  const looking = accounts.map((one) => look(one, stopping.signal));
  const cpuBefore = cpuMsOf(server.pid);
  const sampled: { anonymousMiB: number; residentMiB: number }[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    await pause((minutes * 60_000) / SAMPLES);
    sampled.push(memoryOf(server.pid));
  }
  const cores = (cpuMsOf(server.pid) - cpuBefore) / (minutes * 60_000);
  stopping.abort();
  const written = await writing;
  await Promise.all(looking);
  print(
    `\n${written.toLocaleString('en')} activities of ${ACCOUNTS} accounts in ${minutes} minutes, ${cores.toFixed(2)} cores`,
  );
  const quarter = SAMPLES / 4;
  const rows = [0, 1, 2, 3].map((part) => {
    const samples = sampled.slice(part * quarter, (part + 1) * quarter);
    const anonymous = samples.map(({ anonymousMiB }) => anonymousMiB);
    const resident = samples.map(({ residentMiB }) => residentMiB);
    return [`${part + 1}`, quantile(anonymous, 0.5), Math.max(...anonymous), quantile(resident, 0.5)];
  });
  print(alignedTable(['quarter', 'RssAnon p50, MiB', 'at most', 'RSS p50'], rows));
  accounts.forEach((connection) => connection.close());
  await server.stop();
}

/** Looks at the day, at a week and at a year, again and again. */
async function look(connection: Connection, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = Date.now();
    const [today, week, year] = [0, 6, 364].map((days) => localDateOfUtcMs(now - days * DAY_MS));
    for (const begin of [today, week, year] as [string, string, string]) {
      const path = dayPath(begin).replace(/(restrict_end=)[^&]*/, `$1${today}`);
      await connection.call({ method: 'GET', path });
    }
    await pause(LOOKS_EVERY_MS);
  }
}
