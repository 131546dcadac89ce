import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Kills the server in the middle of its work, again and again. All that it acknowledged is there
 * once, and stays.
 */

const PROGRAM = join(process.cwd(), 'dist/apps/api/src/main.js');
const ADMIN_TOKEN = randomUUID();
const ROUNDS = 6;
const WRITERS = 4;
const BATCH = 5;
const DAY = '2024-05-15';
const DAY_START_MS = Date.parse(`${DAY}T00:00:00Z`);

let dataDir: string;
let server: ChildProcess | undefined;
let url = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'timeledger-crash-'));
});
afterAll(async () => {
  await stop('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the server on the folder. Resolves when it prints that it listens. */
async function start(): Promise<void> {
  const settings = { PORT: '0', DATA_DIR: dataDir, ADMIN_TOKEN, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, NODE_OPTIONS: '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  const lines = createInterface(child.stdout);
  const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(60_000) })) as [string];
  url = line.replace('listening on ', '');
}

/** Ends the server and waits for its end. */
async function stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (!server) return;
  const ended = once(server, 'close', { signal: AbortSignal.timeout(60_000) });
  server.kill(signal);
  await ended;
  server = undefined;
}

interface Answer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly unknown[];
}

async function post<T>(path: string, body: object, headers: Record<string, string>): Promise<T> {
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

const get = async (path: string, key: string): Promise<string> => {
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(200);
  return response.text();
};

/** One device whose activities follow one another. Each batch is sent until it is acknowledged. */
class Writer {
  /** Acknowledged seconds, by activity. */
  readonly acknowledged = new Map<string, number>();
  batches = 0;
  retries = 0;
  stopped = false;
  private next = 0;

  constructor(
    private readonly number: number,
    private readonly key: string,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      const activities = Array.from({ length: BATCH }, () => this.nextActivity());
      const answer = await this.offer(activities);
      expect(answer.rejected).toEqual([]);
      expect(answer.accepted + answer.duplicates).toBe(BATCH);
      for (const { application, startedAt, endedAt } of activities) {
        const seconds = (endedAt - startedAt) / 1000;
        this.acknowledged.set(application, (this.acknowledged.get(application) ?? 0) + seconds);
      }
      this.batches++;
    }
  }

  private nextActivity() {
    const n = this.next++;
    const startedAt = DAY_START_MS + n * 20_000;
    const application = `Program ${n % 7} of ${this.number}`;
    return {
      id: `${this.number}-${n}`,
      application,
      title: `file ${n % 3}`,
      startedAt,
      endedAt: startedAt + 1000 * (1 + (n % 20)),
    };
  }

  private async offer(activities: readonly object[]): Promise<Answer> {
    const device = { id: `device-${this.number}`, machine: 'm', osUser: 'u' };
    for (;;) {
      try {
        const headers = { authorization: `Bearer ${this.key}` };
        return await post<Answer>('/agent/v1/activities', { device, source: 'computers', activities }, headers);
      } catch (error) {
        // Two minutes of retries would be longer than the test, and its time limit would tell that.
        if (++this.retries > 6_000) throw error;
        await delay(20);
      }
    }
  }
}

async function untilCaughtUp(): Promise<void> {
  const endMs = performance.now() + 60_000;
  for (;;) {
    const { projector } = (await (await fetch(new URL('/api/v1/status', url))).json()) as {
      projector: { caughtUp: boolean };
    };
    if (projector.caughtUp) return;
    if (performance.now() > endMs) throw new Error('waited 60 s in vain for the reports to catch up');
    await delay(50);
  }
}

const QUERIES = [
  'perspective=rank&restrict_kind=document',
  'perspective=interval&resolution_time=minute&restrict_kind=activity',
];
const reports = (key: string) =>
  Promise.all(
    QUERIES.map((query) => get(`/anapi/data?format=csv&restrict_begin=${DAY}&restrict_end=${DAY}&${query}`, key)),
  );

it('kill -9 and a power cut lose and double nothing that was acknowledged, and the log alone gives the same reports again', async () => {
  await start();
  const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };
  const user = { email: 'crash@example.org', timeZone: 'UTC' };
  const { id } = await post<{ id: string }>('/api/v1/users', user, admin);
  const { key } = await post<{ key: string }>(`/api/v1/users/${id}/keys`, { name: 'all', kind: 'full' }, admin);

  const writers = Array.from({ length: WRITERS }, (_unused, number) => new Writer(number, key));
  const batches = () => writers.reduce((sum, writer) => sum + writer.batches, 0);
  const writing = Promise.all(writers.map((writer) => writer.run()));
  for (let round = 0; round < ROUNDS; round++) {
    const target = batches() + randomInt(5, 25);
    while (batches() < target) await Promise.race([delay(5), writing]);
    await delay(randomInt(0, 15));
    await stop('SIGKILL');
    await start();
  }
  for (const writer of writers) writer.stopped = true;
  await writing;
  expect(writers.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(ROUNDS);

  await untilCaughtUp();
  const rank = JSON.parse(
    await get(
      `/anapi/data?format=json&perspective=rank&restrict_kind=activity&restrict_begin=${DAY}&restrict_end=${DAY}`,
      key,
    ),
  ) as { rows: [number, number, number, string, ...unknown[]][] };
  const seconds = Object.fromEntries(rank.rows.map(([, time, , activity]) => [activity, time]));
  expect(seconds).toEqual(Object.fromEntries(writers.flatMap(({ acknowledged }) => [...acknowledged])));

  const before = await reports(key);
  await stop('SIGKILL');
  await cutPower(join(dataDir, 'clickhouse'));
  await start();
  await untilCaughtUp();
  expect(await reports(key)).toEqual(before);
  await stop('SIGTERM');
  await rm(join(dataDir, 'clickhouse'), { recursive: true });
  await start();
  await untilCaughtUp();
  expect(await reports(key)).toEqual(before);
  await stop('SIGTERM');
}, 300_000);

/**
 * What a power cut may leave of tables that were not synced: files that are cut anywhere, or full
 * of zeros. The mark was synced. It has the id of the start before.
 */
async function cutPower(tables: string): Promise<void> {
  const mark = join(tables, 'in-use');
  expect(await readFile(mark, 'utf8')).toMatch(/^[0-9a-f-]{36}$/);
  await writeFile(mark, randomUUID());
  for (const entry of await readdir(tables, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path === mark) continue;
    const { size } = await stat(path);
    if (randomInt(2) === 0) await truncate(path, randomInt(size + 1));
    else await writeFile(path, Buffer.alloc(size));
  }
}
