import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BucketRow,
  type LocalDate,
  parseAnalyticQuery,
  planQuery,
  SHIPPED_TAXONOMY,
  timeClasses,
} from '@app/domain';
import { jest } from '@jest/globals';
import { BUCKETS } from '../activity/write-rows.js';
import { isReadModelsUnavailable, ReadModelsError } from '../database/errors.js';
import { attachReadModels, openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { objectsOf } from './own-sql.js';

/** The compiled program, which `scripts/ensure.mjs` builds before every test run. */
const PROGRAM = fileURLToPath(
  new URL('../../../../dist-tools/libs/read-models/src/testing/http-clickhouse-main.js', import.meta.url),
);
const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = '2026-11-21' as LocalDate;
const key = { projection: 'activity', storeId: 'log-1' };
const ODD_TEXT = 'na\u00efve "quotes", it\'s \\ tab\t\u{1F600}\nFORMAT `x`; {thing:String}';
const bucket: BucketRow = {
  userId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  bucketLocal: Date.UTC(2026, 10, 21, 10) / 1000,
  bucketUtc: Date.UTC(2026, 10, 21, 9) / 1000,
  source: 'computers',
  activity: ODD_TEXT,
  document: ODD_TEXT,
  localDate: DAY,
  page: ODD_TEXT,
  durationMs: 300_000,
  version: 9_007_199_254_740_993n,
  isDeleted: false,
};

/**
 * Tests the code that talks to a ClickHouse server over real HTTP. The engine behind it is another
 * process.
 */
describe('the read models on a server', () => {
  let dir: string;
  let server: ChildProcess;
  let port: number;
  let readModels: ReadModels;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-http-clickhouse-'));
    const args = [PROGRAM, '--dir', dir, '--user', 'timeledger', '--password', 'p@ss w:rd'];
    server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(server.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    port = Number(line.toString().split(' ')[1]);
    readModels = await openReadModels({ url: url() });
  });
  afterAll(async () => {
    await readModels?.close();
    server.kill('SIGTERM');
    const [code] = (await once(server, 'exit')) as [number | null];
    await rm(dir, { recursive: true, force: true });
    expect(code).toBe(0);
  });

  const url = (password = 'p%40ss%20w%3Ard', database = 'timeledger') =>
    `http://timeledger:${password}@127.0.0.1:${port}/${database}`;
  const rowsOf = (query: string, { database } = readModels) => objectsOf(database, query);
  const count = `SELECT count() AS count FROM buckets`;

  it('live in the database of the URL, which is made when missing and shares nothing with another', async () => {
    expect(await rowsOf('SELECT currentDatabase() AS database')).toEqual([{ database: 'timeledger' }]);
    const other = await openReadModels({ url: url(undefined, 'other-one') });
    try {
      await other.writeRows(BUCKETS, [bucket]);
      expect(await rowsOf(count, other)).toEqual([{ count: '1' }]);
      expect(await rowsOf(count)).toEqual([{ count: '0' }]);
    } finally {
      await other.close();
    }
  });

  it('may be open in several programs at once, whichever migrated first', async () => {
    const second = await openReadModels({ url: url() });
    try {
      await second.writeCheckpoint(key, { position: bucket.version, recordedAt: NOW, now: NOW });
      expect(await readModels.readCheckpoint(key)).toEqual({ position: bucket.version, recordedAt: NOW });
    } finally {
      await second.close();
    }
  });

  it('answer a report whose names would break unbound SQL', async () => {
    await readModels.writeRows(BUCKETS, [bucket]);
    const classes = timeClasses(SHIPPED_TAXONOMY);
    const parameters = { pv: 'interval', rs: 'minute', rk: 'activity', rt: ODD_TEXT, rb: DAY, re: DAY };
    const asked = parseAnalyticQuery(parameters, DAY);
    const plan = 'query' in asked && planQuery(asked.query);
    if (!plan || 'code' in plan) throw new Error('not a query');
    expect(await readModels.readReport({ userId: bucket.userId, classes }, plan)).toMatchObject([
      { intervalStart: '2026-11-21T10:00:00', durationMs: 300_000, values: [ODD_TEXT, 'Uncategorized', 0] },
    ]);
  });

  it('bind a list by its declared type', async () => {
    const query = 'SELECT {names:Array(String)} AS names, {numbers:Array(UInt8)} AS numbers';
    const values = { names: ["it's", 'a\\b', ''], numbers: [1, 2] };
    expect(await readModels.database.rows(query, values)).toEqual([[values.names, values.numbers]]);
  });

  it('answer many queries at once, each with its own values', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const [row] = await readModels.database.rows<[number]>('SELECT {n:UInt8}', { n });
        return row?.[0];
      }),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('pass on what the server refuses, by its code', async () => {
    const refusal = readModels.database.rows('SELECT * FROM nothing_here');
    await expect(refusal).rejects.toThrow(ReadModelsError);
    await expect(refusal).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
    await expect(openReadModels({ url: url('wrong') })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    });
  });

  it('are made on all of a cluster, or not at all: this stand-in has none', async () => {
    const onCluster = openReadModels({ url: url(undefined, 'on-cluster'), cluster: 'main' });
    await expect(onCluster).rejects.toThrow("Requested cluster 'main' not found");
    expect(await rowsOf(`SELECT name FROM system.databases WHERE name = 'on-cluster'`)).toEqual([]);
  });

  it('are looked at without being made', async () => {
    const missing = attachReadModels(url(undefined, 'never-opened'));
    const present = attachReadModels(url());
    try {
      await expect(missing.readCheckpoint(key)).rejects.toMatchObject({ type: 'UNKNOWN_DATABASE' });
      await expect(present.ping()).resolves.toBeUndefined();
    } finally {
      await Promise.all([missing.close(), present.close()]);
    }
  });

  it('are told apart: not answering, which may pass, and refusing', async () => {
    const elsewhere = attachReadModels('http://127.0.0.1:1/timeledger');
    const isUnavailable = (work: Promise<unknown>) => work.then(() => 'answered', isReadModelsUnavailable);
    try {
      expect(await isUnavailable(elsewhere.ping())).toBe(true);
      expect(await isUnavailable(openReadModels({ url: url('wrong') }))).toBe(false);
      expect(await isUnavailable(readModels.ping())).toBe('answered');
    } finally {
      await elsewhere.close();
    }
  });

  it('say what went wrong to their caller only', async () => {
    const printed: unknown[] = [];
    const spies = (['log', 'warn', 'error'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation((...words) => void printed.push(words)),
    );
    try {
      await expect(readModels.database.rows('SELECT nothing_here')).rejects.toThrow();
      expect(printed).toEqual([]);
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  });

  it('answer a ping', async () => {
    await expect(readModels.ping()).resolves.toBeUndefined();
  });
});
