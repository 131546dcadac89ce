import { type LocalDate, localDateOfUtcMs } from '@app/domain';
import type { Connection } from '../load/connection.js';
import { cpuMsOf, memoryOf, proportionalMiB } from '../load/process-use.js';
import { connectNewUser, startServer, untilCaughtUp } from '../load/programs.js';
import type { RunningProgram, Workspace } from '../load/workspace.js';
import { quantile } from '../report/quantile.js';
import { timeToVisible } from '../smoke/visibility.js';
import { diskOf } from './disk.js';
import { answersPerSecond, dayPath, otherDays } from './questions.js';
import { writeSingles, writeSteadily } from './writes.js';

/** The figures of a server on one folder, by their names in the table. */
export type Figures = Readonly<Record<string, number>>;

/** The folder of a state, and the user whose history it has. */
export interface State {
  readonly name: string;
  readonly dataDir: string;
  readonly seconds: number;
  /** The days of its history. */
  readonly first: LocalDate;
  readonly days: number;
  /** Asks as the user of the history. Without one, a new user asks. */
  readonly connect?: (origin: string) => Connection;
}

const ACCOUNTS = 16;
const WRITERS = 8;
const STEADY_PER_SECOND = 200;
const POSTS_OF_A_SECOND = 20;
/** Memory is measured so long after the start, */
const STARTED_MS = 3_000;
/** and after a rest of so many loads. V8 and the engine give back after some ten seconds. */
const LOADS_OF_REST = 6;
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the server on the folder and measures it from its start to its last answer. */
export async function measureState(workspace: Workspace, state: State): Promise<Figures> {
  const { dataDir, name, seconds } = state;
  const disk = await diskOf(dataDir);
  const server = await startServer(workspace, dataDir);
  await pause(STARTED_MS);
  const started = memoryOf(server.pid);
  await pause(LOADS_OF_REST * seconds * 1_000);
  const before = { ...memoryOf(server.pid), proportional: proportionalMiB(server.pid) };
  const emptyRoute = await emptyRouteOf(server, { dataDir, name, seconds });
  const names = Array.from({ length: ACCOUNTS }, (_, n) => `${name}-${n}`);
  const connecting = names.map((one) => connectNewUser(server.address, { dataDir, name: one }));
  const accounts = (await Promise.all(connecting)) as [Connection, ...Connection[]];
  const owner = state.connect?.(server.address) ?? accounts[0];
  const figures = {
    ...(await measureWrites(server, accounts, seconds)),
    ...(await measureVisible(server, accounts, state)),
    ...(await measureQuestions(accounts, owner, state)),
  };
  const after = { ...memoryOf(server.pid), proportional: proportionalMiB(server.pid) };
  [...accounts, owner].forEach((connection) => connection.close());
  await server.stop();
  return {
    ...figures,
    ...{ startMs: server.startUpMs, emptyRoute, diskMB: disk.megabytes, partFolders: disk.partFolders },
    anonStartedMiB: started.anonymousMiB,
    ...{ anonMiB: before.anonymousMiB, rssMiB: before.residentMiB, pssMiB: before.proportional },
    ...{ anonAfterMiB: after.anonymousMiB, rssAfterMiB: after.residentMiB, pssAfterMiB: after.proportional },
  };
}

/** Requests a second of the route that does nothing, over as many connections as write. */
async function emptyRouteOf(
  server: RunningProgram,
  { dataDir, name, seconds }: Pick<State, 'dataDir' | 'name' | 'seconds'>,
) {
  const users = Array.from({ length: WRITERS }, (_, n) => `${name}-route-${n}`);
  const connections = await Promise.all(users.map((one) => connectNewUser(server.address, { dataDir, name: one })));
  const perSecond = await answersPerSecond(connections, seconds, () => '/hello');
  connections.forEach((connection) => connection.close());
  return perSecond;
}

async function measureWrites(
  server: RunningProgram,
  accounts: readonly Connection[],
  seconds: number,
): Promise<Figures> {
  const [first] = accounts as [Connection];
  // Every account gets its first activity, and the server compiles its code.
  await writeSingles(accounts, 1);
  await untilCaughtUp(first);
  const cpuBefore = cpuMsOf(server.pid);
  const one = await writeSingles([first], seconds);
  await untilCaughtUp(first);
  const cpuMsOfWrite = (cpuMsOf(server.pid) - cpuBefore) / one.count;
  const eight = await writeSingles(accounts.slice(0, WRITERS), seconds);
  await untilCaughtUp(first);
  const ofOneAccount = Array.from({ length: WRITERS }, () => first.beside());
  const devices = await writeSingles(ofOneAccount, seconds);
  ofOneAccount.forEach((connection) => connection.close());
  await untilCaughtUp(first);
  return {
    ...{ devicesPerSecond: devices.perSecond, devicesP50: devices.p50Ms, devicesP99: devices.p99Ms },
    ...{ onePerSecond: one.perSecond, oneP50: one.p50Ms, oneP99: one.p99Ms, cpuMsOfWrite },
    ...{ eightPerSecond: eight.perSecond, eightP50: eight.p50Ms, eightP99: eight.p99Ms },
  };
}

async function measureVisible(
  server: RunningProgram,
  accounts: readonly Connection[],
  { dataDir, name, seconds }: State,
): Promise<Figures> {
  const posts = seconds * POSTS_OF_A_SECOND;
  const alone = await connectNewUser(server.address, { dataDir, name: `${name}-alone` });
  const visibleMs = quantile(await timeToVisible(alone, posts), 0.5);
  const beside = await connectNewUser(server.address, { dataDir, name: `${name}-beside` });
  const stopping = new AbortController();
  const startedAt = performance.now();
  const writing = writeSteadily(accounts.slice(0, WRITERS), STEADY_PER_SECOND, stopping.signal);
  const visibleBesideMs = quantile(await timeToVisible(beside, posts), 0.5);
  stopping.abort();
  const steadyPerSecond = ((await writing) * 1_000) / (performance.now() - startedAt);
  [alone, beside].forEach((connection) => connection.close());
  return { visibleMs, visibleBesideMs, steadyPerSecond };
}

async function measureQuestions(
  accounts: readonly Connection[],
  owner: Connection,
  { seconds, first, days }: State,
): Promise<Figures> {
  await untilCaughtUp(owner);
  const today = dayPath(localDateOfUtcMs(Date.now()));
  const todayPerSecond = await answersPerSecond(accounts, seconds, () => today);
  const otherPerSecond = await answersPerSecond([owner], seconds, otherDays(first, days));
  return { todayPerSecond, otherPerSecond };
}
