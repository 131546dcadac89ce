import type { AddressInfo } from 'node:net';
import { type Database, ReadModels, RememberedTime } from '@app/read-models';
import { pino } from 'pino';
import { Accounts } from '../../../apps/api/src/identity/accounts.js';
import { Keys } from '../../../apps/api/src/identity/keys.js';
import { openStores } from '../../../apps/api/src/compose.js';
import { createApp } from '../../../apps/api/src/create-app.js';
import { readSettings } from '@app/settings';
import { generate, ROWS_OF_A_YEAR, settle, type Stretch } from './analytics/generated-time.js';
import { REPORTS, SCHEDULE, YEAR } from './analytics/reports.js';
import { timeRecategorising, YEARS_OF_A_HEAVY_USER } from './analytics/recategorising.js';
import { askEngine, askEngineAsNative, askFloor, askServer, timeInTurn } from './analytics/timings.js';
import type { Print } from './benchmarks.js';
import { ClientThread } from './load/client-thread.js';
import { Connection } from './load/connection.js';
import { untilCaughtUp } from './load/programs.js';
import { median, quantile } from './report/quantile.js';
import { alignedTable } from './report/table.js';
import type { Workspace } from './load/workspace.js';

const GROWTH = 10;
const YEARS = 5;
const NO_LIMITS = { perMinute: 0, perHour: 0, ingestPerMinute: 0 };

/** The read models, the user whose time is reported, and a client over HTTP. */
interface Subject {
  readonly readModels: TimedReadModels;
  readonly userId: string;
  readonly connection: Connection;
  /** Sends the requests that are timed. */
  readonly client: ClientThread;
}

/** Read models that remember answers only after a switch. */
class TimedReadModels extends ReadModels {
  isRemembering = false;

  constructor(database: Database) {
    super(database, new RememberedTime());
  }

  override readReport(...asked: Parameters<ReadModels['readReport']>): ReturnType<ReadModels['readReport']> {
    if (!this.isRemembering) this.invalidate('all');
    return super.readReport(...asked);
  }
}

/** The median time of each report, in ms, and of the engine's floor in the same minute. */
interface Medians {
  readonly floorMs: number;
  readonly reportsMs: readonly number[];
}

/**
 * Times reports over a year of many users, with so many rows of `buckets` in all. It times the
 * engine by itself, the whole answer over HTTP, and the cost of growth. The server runs in this
 * process, because the in-process engine does. Its client has a thread of its own. The server
 * remembers no answers, except for one column.
 *
 * First come a tenth of the users, then the others, then four earlier years of that tenth. The user
 * whose time is reported belongs to the tenth. So the same reports are timed with a tenth of the
 * users, with all users, and with five years of history. Each timing waits until the engine has
 * merged all that it merges in the end. Answers are measured before that, while the parts of the
 * other users are as they arrived. For changes of the taxonomy, that user gets three years more:
 * half a million rows.
 */
export async function analytics(workspace: Workspace, print: Print, { rows }: { rows: number }): Promise<void> {
  const tenth = Math.max(1, Math.round(rows / ROWS_OF_A_YEAR / GROWTH));
  const users = GROWTH * tenth;
  await withServer(workspace, async (subject) => {
    const write = (stretch: Stretch) => writeStretch(subject, stretch, print);
    await write({ firstUser: 0, endUser: tenth, year: YEAR });
    const few = await timeSettled(subject);
    await write({ firstUser: tenth, endUser: users, year: YEAR });
    await measureAnswers(subject, print);
    const many = await timeSettled(subject);
    for (let year = YEAR - YEARS + 1; year < YEAR; year++) await write({ firstUser: 0, endUser: tenth, year });
    const long = await timeSettled(subject);
    printGrowth({ few, many, long }, print);
    for (let year = YEAR - YEARS_OF_A_HEAVY_USER + 1; year <= YEAR - YEARS; year++)
      await write({ firstUser: 0, endUser: 1, year });
    printRecategorising(await timeRecategorising(subject.connection), print);
  });
}

/**
 * Starts everything embedded. The log holds one account only. The rows come from no event, and the
 * projector leaves them.
 */
async function withServer(workspace: Workspace, use: (subject: Subject) => Promise<void>): Promise<void> {
  const log = pino({ level: 'warn' });
  const settings = {
    ...readSettings('api', { DATA_DIR: workspace.dir }),
    rateLimits: NO_LIMITS,
  };
  const opened = await openStores(settings, log);
  const readModels = new TimedReadModels(opened.readModels.database);
  const stores = { ...opened, readModels };
  try {
    const app = await createApp({ settings, stores, adminToken: 'bench', clock: Date.now, log });
    const [accounts, keys] = [app.get(Accounts), app.get(Keys)];
    const now = Date.now();
    const user = await accounts.open(
      { email: 'bench@bench.example', timeZone: 'UTC', plan: 'premium', openedBy: 'administrator' },
      now,
    );
    const { key } = await keys.make(user.id, { name: 'bench', kind: 'full' }, now);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const connection = new Connection(origin, key);
    const client = new ClientThread({ origin, bearer: key });
    try {
      // A projector that begins with an empty log empties the tables first.
      await untilCaughtUp(connection);
      await connection.call({ method: 'POST', path: '/api/v1/schedules', body: JSON.stringify(SCHEDULE) });
      await use({ readModels, userId: user.id, connection, client });
    } finally {
      connection.close();
      await client.close();
      await app.close();
    }
  } finally {
    await stores.close();
  }
}

async function writeStretch({ readModels, userId }: Subject, stretch: Stretch, print: Print): Promise<void> {
  const startedAt = performance.now();
  const rows = await generate(readModels, userId, stretch);
  const seconds = (performance.now() - startedAt) / 1000;
  const users = stretch.endUser - stretch.firstUser;
  print(`generated ${rows.toLocaleString('en')} rows: ${users} users, ${stretch.year}, in ${seconds.toFixed(1)} s`);
}

/**
 * Times years that are one part each, so a difference comes from growth. The calls take turns, so a
 * slow second hits all of them.
 */
async function timeSettled({ readModels, userId }: Subject): Promise<Medians> {
  await settle(readModels);
  const reports = REPORTS.map((report) => [report.name, () => askEngine(readModels, userId, report)] as const);
  const { floor = [], ...durationsMs } = await timeInTurn<string>({
    floor: () => askFloor(readModels),
    ...Object.fromEntries(reports),
  });
  return { floorMs: median(floor), reportsMs: REPORTS.map(({ name }) => median(durationsMs[name] ?? [])) };
}

/** Times the engine and HTTP in turn. */
async function measureAnswers(subject: Subject, print: Print): Promise<void> {
  const { readModels, userId, client } = subject;
  const { floor } = await timeInTurn({ floor: () => askFloor(readModels) });
  const floorMs = median(floor);
  const engineRows: (string | number)[][] = [['SELECT 1', floorMs, quantile(floor, 0.95), '', 1]];
  const answerRows: (string | number)[][] = [];
  for (const report of REPORTS) {
    const { engine, native, json, csv } = await timeInTurn({
      engine: () => askEngine(readModels, userId, report),
      native: () => askEngineAsNative(readModels, userId, report),
      json: async () => (await askServer(client, report, 'json')).ms,
      csv: async () => (await askServer(client, report, 'csv')).ms,
    });
    const engineMs = median(engine);
    engineRows.push([report.name, engineMs, quantile(engine, 0.95), report.targetMs.toString(), engineMs / floorMs]);
    const { bytes } = await askServer(client, report, 'json');
    readModels.isRemembering = true;
    const { again } = await timeInTurn({ again: async () => (await askServer(client, report, 'json')).ms });
    readModels.isRemembering = false;
    answerRows.push([
      ...[report.name, bytes, engineMs, median(native), median(json), median(json) / engineMs],
      ...[median(csv), median(csv) / engineMs, median(again), median(again) / engineMs, '1.5'],
    ]);
  }
  print('\nthe engine by itself, through the client');
  print(alignedTable(['report', 'p50 ms', 'p95 ms', 'target p95', 'times the floor'], engineRows));
  print('\nthe whole answer over HTTP against the same SQL through the client');
  print(
    alignedTable(
      [
        ...['report', 'bytes', 'SQL p50 ms', 'as Native', 'JSON p50', 'ratio', 'CSV p50', 'ratio'],
        ...['JSON again', 'ratio', 'target'],
      ],
      answerRows,
    ),
  );
  print('');
}

function printGrowth({ few, many, long }: Record<'few' | 'many' | 'long', Medians>, print: Print): void {
  const row = (name: string, [a = 0, b = 0, c = 0]: number[], target: string) => [name, a, b, c, b / a, c / b, target];
  const rows = REPORTS.map(({ name }, n) =>
    row(
      name,
      [few, many, long].map(({ reportsMs }) => reportsMs[n] ?? 0),
      '1.3',
    ),
  );
  const floors = row('SELECT 1', [few.floorMs, many.floorMs, long.floorMs], '');
  const headers = ['report, p50 ms', 'tenth of users', 'all users', 'five years', 'users x10', 'years x5', 'target'];
  print('\ngrowth: the same report among more users, and with more history, of years that are over');
  print(alignedTable(headers, [floors, ...rows]));
}

function printRecategorising(durationsMs: ReadonlyMap<string, readonly number[]>, print: Print): void {
  const rows = [...durationsMs].map(([name, ofChange]) => [name, median(ofChange), quantile(ofChange, 0.95), '1,000']);
  print(`\nfrom a change of the taxonomy to a report of ${YEARS_OF_A_HEAVY_USER} years that knows it`);
  print(alignedTable(['what changes, which report', 'p50 ms', 'p95 ms', 'target p95'], rows));
}
