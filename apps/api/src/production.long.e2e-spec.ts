import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { filesWith } from './testing/files-with.js';
import { freePort } from './testing/free-port.js';

/**
 * Timeledger as in production: event store, ClickHouse, projector and API are programs of their
 * own, and come and go. The servers are substitutes with the real protocols: the embedded node as a
 * program, and ClickHouse's engine behind HTTP.
 */

/** The compiled programs, and the compiled test support. */
const DIST = join(process.cwd(), 'dist');
const DIST_TOOLS = join(process.cwd(), 'dist-tools');
const ADMIN_TOKEN = 'an-admin-token-for-this-test';
const DAY = '2025-03-03';
/** Every wait must end within this time. */
const LIMIT_MS = 20_000;

interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

const running = new Set<ChildProcess>();
let folder: string;
let stores: NodeJS.ProcessEnv;
let nodePort: number;
let clickHousePort: number;
let [node, clickHouse, projector, api] = [] as unknown as [Program, Program, Program, Program];
let server: string;
let userId: string;
let key: string;
let agentKey: string;

function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'debug', ...env },
  });
  running.add(child);
  let [output, log] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, output: () => output, log: () => log, ended };
}

const startNode = () =>
  start(join(DIST, 'libs/esdb-node/src/main.js'), ['--dir', join(folder, 'log'), '--port', String(nodePort)]);

const startClickHouse = () =>
  start(join(DIST_TOOLS, 'libs/read-models/src/testing/http-clickhouse-main.js'), [
    ...['--dir', join(folder, 'clickhouse'), '--port', String(clickHousePort)],
    ...['--user', 'timeledger', '--password', 'hunter2'],
  ]);

const startProjector = () => start(join(DIST, 'apps/projector/src/main.js'), ['run'], stores);

/** Waits until `look` gives a true value, and returns it. */
async function until<T>(awaited: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const endMs = performance.now() + LIMIT_MS; ;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > endMs) throw new Error(`waited ${LIMIT_MS} ms in vain: ${awaited}`);
    await pause(20);
  }
}

const listening = ({ output }: Program) => until('a store listens', () => output().startsWith('LISTENING'));

/** Sends SIGTERM, and returns how the program ended. Fails when that takes more than 10 s. */
async function terminate({ child, ended }: Program): Promise<number | null> {
  child.kill('SIGTERM');
  const late = pause(10_000, 'still running after 10 s', { ref: false });
  return (await Promise.race([ended, late])) as number | null;
}

/** An activity of the day by its local times in Berlin, an hour ahead of UTC then. */
const activity = (id: string, place: string, from: string, to: string) => ({
  id,
  ...(place.includes('.') ? { application: 'Firefox', url: `https://${place}/` } : { application: place }),
  startedAt: `${DAY}T${from}+01:00`,
  endedAt: `${DAY}T${to}+01:00`,
});

async function post(...activities: object[]): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server}/agent/v1/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${agentKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ device: { id: 'd1', machine: 'm', osUser: 'u' }, source: 'computers', activities }),
  });
  return { status: response.status, body: await response.json() };
}

const accepted = (count: number, duplicates = 0) => ({
  status: 200,
  body: {
    accepted: count,
    duplicates,
    rejected: [],
    nextSyncSeconds: expect.any(Number) as number,
    serverTime: expect.any(Number) as number,
  },
});

const askForReport = () => fetch(`${server}/anapi/data?key=${key}&format=json&rk=activity&rb=${DAY}&re=${DAY}`);

/** Seconds by activity. */
async function report(): Promise<Record<string, number>> {
  const { rows } = (await (await askForReport()).json()) as { rows: [number, number, number, string][] };
  return Object.fromEntries(rows.map(([, seconds, , name]) => [name, seconds]));
}

async function status(): Promise<{ caughtUp?: boolean; parked?: number }> {
  const body = (await (await fetch(`${server}/api/v1/status`)).json()) as { projector?: { caughtUp: boolean } };
  return body.projector ?? {};
}

const caughtUp = () => until('the reports are up to date', async () => (await status()).caughtUp);

/** The answer of ClickHouse itself, as one row. */
async function onlyRow(query: string): Promise<unknown> {
  const url = new URL(stores['CLICKHOUSE_URL'] as string);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
  const address = `${url.origin}/?database=${url.pathname.slice(1)}`;
  const response = await fetch(address, { method: 'POST', body: query, headers: { authorization } });
  return JSON.parse(await response.text());
}

/** Runs the command of the health check in docker-compose.yml. */
async function projectorStatus(): Promise<unknown> {
  const program = join(DIST, 'apps/projector/src/main.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'status'], { env: stores });
  return JSON.parse(stdout);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeledger-production-'));
  [nodePort, clickHousePort] = [await freePort(), await freePort()];
  stores = {
    EVENTSTORE_URL: `esdb://127.0.0.1:${nodePort}?tls=false`,
    CLICKHOUSE_URL: `http://timeledger:hunter2@127.0.0.1:${clickHousePort}/timeledger`,
  };
});

afterAll(async () => {
  const children = [...running];
  const gone = children.map((child) => once(child, 'close'));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(gone);
  await rm(folder, { recursive: true, force: true });
});

describe('Timeledger in several processes', () => {
  it('has a projector that waits for stores which start after it, and says so once for each', async () => {
    projector = startProjector();
    await until('it waits for ClickHouse', () => projector.log().includes('ClickHouse is not available yet'));
    clickHouse = startClickHouse();
    await until('it waits for the log', () => projector.log().includes('the event store is not available yet'));
    node = startNode();
    await until('it projects', () => projector.log().includes('"projecting"'));
    expect(projector.log().match(/not available yet/g)).toHaveLength(2);
  });

  it('reports what an agent brought, to a user that the admin command opened', async () => {
    const settings = { ...stores, PORT: '0', DATA_DIR: join(folder, 'api'), ADMIN_TOKEN };
    api = start(join(DIST, 'apps/api/src/main.js'), [], settings);
    const said = await until('the API listens', () => /^listening on (\S+)\n/.exec(api.output()));
    server = said[1] as string;
    const words = ['user', 'create', '--email', 'a@example.org', '--time-zone', 'Europe/Berlin', '--server', server];
    const admin = [join(DIST, 'apps/admin/src/main.js'), ...words];
    const { stdout } = await promisify(execFile)(process.execPath, admin, { env: settings });
    ({ id: userId, key, agentKey } = JSON.parse(stdout) as { id: string; key: string; agentKey: string });

    const batch = [activity('a1', 'vim', '09:00:00', '09:12:00'), activity('a2', 'github.com', '09:12:00', '09:20:30')];
    expect(await post(...batch)).toEqual(accepted(2));
    await caughtUp();
    expect(await report()).toEqual({ vim: 720, 'github.com': 510 });
    const zero = { caughtUp: true, lagSeconds: 0, parked: 0, otherHistory: false };
    const position = expect.any(String) as string;
    const projections = ['activity', 'devices'].map((name) => ({ name, caughtUp: true, position }));
    expect(await projectorStatus()).toEqual({ ...zero, logPosition: position, position, projections });
    await until('the day, long over, is closed', () => projector.log().includes('"DayClosed"'));
  });

  it('counts nothing twice when the projector is killed at work, and nothing at all while it is gone', async () => {
    expect(await post(activity('a3', 'vim', '10:00:00', '10:05:00'))).toEqual(accepted(1));
    projector.child.kill('SIGKILL');
    await projector.ended;
    expect(await post(activity('a4', 'wikipedia.org', '10:05:00', '10:06:40'))).toEqual(accepted(1));
    expect(await status()).toMatchObject({ caughtUp: false, parked: 0 });
    expect(await projectorStatus()).toMatchObject({ caughtUp: false });
    // An insert that ran at the kill may still land. Later ones cannot.
    expect(await report()).not.toHaveProperty(['wikipedia.org']);

    projector = startProjector();
    await caughtUp();
    expect(await report()).toEqual({ vim: 1020, 'github.com': 510, 'wikipedia.org': 100 });
  });

  it('refuses what it cannot keep while the event store is gone, and takes it once when it is back', async () => {
    const late = activity('a5', 'youtube.com', '11:00:00', '11:10:00');
    expect(await terminate(node)).toBe(0);
    expect(await post(late)).toEqual({
      status: 503,
      body: { error: { code: 'unavailable', message: expect.stringContaining('safe to send again') as string } },
    });
    node = startNode();
    await listening(node);
    const answer = await until('the API takes it', async () => {
      const { status, body } = await post(late);
      return status === 200 && { status, body };
    });
    expect(answer).toEqual(accepted(1));
    expect(await post(late)).toEqual(accepted(0, 1));
    await caughtUp();
    expect(await report()).toEqual({ vim: 1020, 'youtube.com': 600, 'github.com': 510, 'wikipedia.org': 100 });
  });

  it('has no reports while ClickHouse is gone, but keeps what is brought and reports it afterwards', async () => {
    expect(await terminate(clickHouse)).toBe(0);
    const refusal = await askForReport();
    expect(refusal.status).toBe(503);
    expect(await refusal.json()).toMatchObject({ error: '# server error' });
    expect(await post(activity('a6', 'vim', '12:00:00', '12:00:20'))).toEqual(accepted(1));
    clickHouse = startClickHouse();
    await listening(clickHouse);
    await caughtUp();
    expect(await report()).toMatchObject({ vim: 1040 });
  });

  it('rebuilds its tables, and the rows of one user, while everything runs, and says how far it is', async () => {
    const before = await report();
    const program = join(DIST, 'apps/projector/src/main.js');
    const rebuild = (...words: string[]) =>
      promisify(execFile)(process.execPath, [program, 'rebuild', ...words], { env: stores });
    const { stderr } = await rebuild();
    expect(stderr).toMatch(
      /^replaying the log from its beginning\n(\[[#.]{30}\] .+ events .+\n)+rebuilt buckets, daily, device_days\n$/,
    );
    expect(await report()).toEqual(before);
    expect(await post(activity('a7', 'vim', '13:00:00', '13:00:20'))).toEqual(accepted(1));
    await caughtUp();
    expect((await rebuild('daily')).stderr).toContain('rebuilt daily');
    expect(await onlyRow('SELECT DISTINCT user_id FROM daily FORMAT JSONEachRow')).toEqual({ user_id: userId });
    expect((await rebuild('--user', userId)).stderr).toContain('are as the log has them: buckets, daily, device_days');
    expect(await report()).toEqual({ ...before, vim: Number(before['vim']) + 20 });
    expect(await projectorStatus()).not.toHaveProperty('rebuild');
  });

  it('erases what its user asks for, from the files of every process', async () => {
    const { 'youtube.com': erased, ...rest } = await report();
    expect(erased).toBe(600);
    expect(await filesWith(folder, 'youtube')).not.toEqual([]);
    const json = { 'content-type': 'application/json' };
    const made = await fetch(`${server}/api/v1/users/${userId}/keys`, {
      ...{ method: 'POST', headers: { ...json, authorization: `Bearer ${ADMIN_TOKEN}` } },
      body: JSON.stringify({ name: 'erasing', kind: 'full' }),
    });
    const headers = { ...json, authorization: `Bearer ${((await made.json()) as { key: string }).key}` };
    const body = JSON.stringify({ activity: 'youtube.com' });
    const asked = await fetch(`${server}/api/v1/erasures`, { method: 'POST', headers, body });
    const { id } = (await asked.json()) as { id: string };
    await until('it is erased', async () => {
      const answer = await fetch(`${server}/api/v1/erasures/${id}`, { headers });
      return ((await answer.json()) as { state: string }).state === 'completed';
    });
    expect(await filesWith(folder, 'youtube')).toEqual([]);
    await caughtUp();
    expect(await report()).toEqual(rest);
  });

  it('stops in good order, and only the projector has projected', async () => {
    expect(await terminate(api)).toBe(0);
    expect(await terminate(projector)).toBe(0);
    expect(await terminate(clickHouse)).toBe(0);
    expect(await terminate(node)).toBe(0);
    for (const { log } of [api, projector]) {
      const entries = log().trimEnd().split('\n');
      expect(entries.map((line) => JSON.parse(line) as object)).toContainEqual(expect.objectContaining({ level: 30 }));
      expect(log()).not.toMatch(/hunter2|vim|github/);
    }
    expect(projector.log()).toContain('projected a batch');
    expect(api.log()).not.toContain('project');
  });
});
