import { join } from 'node:path';
import { addDays, type LocalDate } from '@app/domain';
import { HOSTILE_LOADS } from './abuse/hostile-loads.js';
import { HostileThread } from './abuse/hostile-thread.js';
import { YEAR } from './abuse/heavy-time.js';
import { prepare, type Users } from './abuse/users.js';
import { measureWaits, type Waits } from './abuse/waits.js';
import type { Print } from './benchmarks.js';
import { Connection } from './load/connection.js';
import { startServer, untilCaughtUp } from './load/programs.js';
import { memoryOf } from './load/process-use.js';
import type { RunningProgram, Workspace } from './load/workspace.js';
import { quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';

const SECONDS_ALONE = 5;
const SECONDS_AFTER = 10;
/** Otherwise the hostile users would wait for a minute after some seconds. */
const NO_BUDGET = { IMPORT_LIMIT_PER_MINUTE: '0', IMPORT_MEGABYTES_PER_DAY: '0' };
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=512' };

/**
 * What a quiet user waits for beside eight hostile ones, and what a server needs for that. Each
 * hostile user has so many rows of time. They ask without a pause for what costs most, for so many
 * seconds of each kind of load. The quiet user asks for one day each time, and `/health/live` is
 * asked too. It runs with the usual heap, then with one of 512 MiB.
 */
export async function abuse(
  workspace: Workspace,
  print: Print,
  { rows, seconds }: { rows: number; seconds: number },
): Promise<void> {
  const dataDir = join(workspace.dir, 'data');
  const startedAt = performance.now();
  const users = await prepare(dataDir, rows);
  print(`wrote ${users.rows.toLocaleString('en')} rows in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  for (const [heap, environment] of [
    ['the usual heap', {}],
    ['a heap of 512 MiB', SMALL_HEAP],
  ] as const) {
    const server = await startServer(workspace, dataDir, { ...NO_BUDGET, ...environment });
    print(`\nwith ${heap}`);
    await measure(server, users, { seconds, print });
    await server.stop();
  }
}

async function measure(
  server: RunningProgram,
  users: Users,
  { seconds, print }: { seconds: number; print: Print },
): Promise<void> {
  const quiet = new Connection(server.address, users.quiet);
  const live = new Connection(server.address, users.quiet);
  await untilCaughtUp(quiet);
  const calls = {
    report: { pauseMs: 100, call: (n: number) => quiet.call({ method: 'GET', path: oneDay(n) }) },
    live: { pauseMs: 50, call: () => live.call({ method: 'GET', path: '/health/live' }) },
  };
  const waits = (forSeconds: number) => measureWaits(calls, { seconds: forSeconds, pid: server.pid });
  const lines: (string | number)[][] = [lineOf('nothing', await waits(SECONDS_ALONE), '')];
  for (const name of Object.keys(HOSTILE_LOADS)) {
    const hostile = new HostileThread({ origin: server.address, bearers: users.hostile, load: name });
    const measured = await waits(seconds);
    const { answers, bytes, failures } = await hostile.count();
    await hostile.stop();
    const got = `${answers} answers, ${failures} failures, ${Math.round(bytes / seconds / 1e6)} MB/s`;
    lines.push(lineOf(name, measured, got));
  }
  lines.push(lineOf('nothing, afterwards', await waits(SECONDS_AFTER), ''));
  const headers = ['8 hostile users ask', 'one day, p50 ms', 'p99', 'live, p50 ms', 'p99', 'RSS, MiB', 'anonymous'];
  print(alignedTable([...headers, 'they got'], lines));
  const { residentMiB, anonymousMiB } = memoryOf(server.pid);
  print(`at the end: RSS ${residentMiB.toFixed(0)} MiB, anonymous ${anonymousMiB.toFixed(0)} MiB`);
  quiet.close();
  live.close();
}

function lineOf(name: string, { callsMs: { report = [], live = [] }, peak }: Waits, got: string): (string | number)[] {
  const of = (durationsMs: readonly number[]) => [quantile(durationsMs, 0.5), quantile(durationsMs, 0.99)];
  return [name, ...of(report), ...of(live), peak.residentMiB, peak.anonymousMiB, got];
}

/** Another day and form each time, so no answer is remembered. */
function oneDay(n: number): string {
  const day = addDays(`${YEAR}-01-01` as LocalDate, (n * 7) % 365);
  const form = { perspective: 'interval', resolution_time: 'hour', restrict_kind: 'activity', format: 'json' };
  const parameters = new URLSearchParams({ ...form, restrict_begin: day, restrict_end: day });
  return `/anapi/data?${parameters.toString()}`;
}
