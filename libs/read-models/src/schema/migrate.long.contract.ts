import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseDatabase } from '../database/clickhouse-database.js';
import { serverClient } from '../database/connect.js';
import type { Database } from '../database/database.js';
import { openReadModels } from '../open-read-models.js';
import { readCheckpoint, writeCheckpoint } from '../projection/checkpoints.js';
import { type HttpClickHouse, startHttpClickHouse } from '../testing/http-clickhouse.js';
import { objectsOf, runSql } from '../testing/own-sql.js';
import { migrate, readMigrations } from './migrate.js';
import { singleServerSql } from '../statements/single-server-sql.js';

const key = { projection: 'activity', storeId: 'log-1' };
const NOW = Date.UTC(2026, 10, 21);
const checkpoint = { position: 7n, recordedAt: NOW, now: NOW };

/** Programs that start on one server, each with a connection of its own. */
describe('of programs that start at once on an empty database', () => {
  let dir: string;
  let server: HttpClickHouse;
  let name: string;
  let databases = 0;
  let opened: Database[];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-migrate-'));
    server = await startHttpClickHouse({ dir, port: 0, user: 'timeledger', password: 'pw' });
  });
  afterAll(async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    name = `empty_${++databases}`;
    opened = [];
    await runSql(databaseOf('default'), `CREATE DATABASE ${name}`);
  });
  afterEach(() => Promise.all(opened.map((database) => database.close())));

  const databaseOf = (asked = name): Database => {
    const client = serverClient({ url: `http://timeledger:pw@127.0.0.1:${server.port}/${asked}` });
    const database = new ClickHouseDatabase(client);
    opened.push(database);
    return database;
  };

  /** A database that sends every query and change through `around`, with its text. */
  function through(around: <T>(text: string, isInsert: boolean, send: () => Promise<T>) => Promise<T>): Database {
    const database = databaseOf();
    return {
      rows: (query, values) => around(query, false, () => database.rows(query, values)),
      nativeBytes: (query, values) => around(query, false, () => database.nativeBytes(query, values)),
      insert: (table, rows) => around(table, true, () => database.insert(table, rows)),
      insertBytes: (into, bytes) => around(into.table, true, () => database.insertBytes(into, bytes)),
      change: (statement, options) =>
        around(singleServerSql(statement), false, () => database.change(statement, options)),
      close: () => database.close(),
    };
  }

  /**
   * A database that stops after the first request for which `isThere` is true, until the test lets
   * it go on. ClickHouse has answered that request by then.
   */
  function stopping(isThere: (text: string) => boolean) {
    const [reached, goOn] = [promise(), promise()];
    let isCutOff = false;
    let hasStopped = false;
    const database = through(async (text, isInsert, send) => {
      if (isCutOff && isInsert) throw new Error('no answer');
      const result = await send();
      if (hasStopped || !isThere(text)) return result;
      hasStopped = true;
      reached.resolve();
      await goOn.promise;
      return result;
    });
    return {
      database,
      reached: reached.promise,
      goOn: () => ((isCutOff = false), goOn.resolve()),
      cutOff: () => (isCutOff = true),
    };
  }

  /** Records the requests of a program. */
  function watched() {
    const queries: string[] = [];
    const database = through((text, _isInsert, send) => (queries.push(text), send()));
    return { database, queries };
  }

  const applied = async () => {
    const query = 'SELECT count() AS rows, uniqExact(number) AS numbers FROM schema_migrations';
    return objectsOf(databaseOf(), query);
  };
  const appliedOnce = async () => {
    const count = String((await readMigrations()).length);
    return [{ rows: count, numbers: count }];
  };

  it('one migrates', async () => {
    const url = `http://timeledger:pw@127.0.0.1:${server.port}/${name}`;
    const programs = await Promise.all(Array.from({ length: 4 }, () => openReadModels({ url })));
    await Promise.all(programs.map((program) => program.close()));
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('none takes away what another has written since', async () => {
    const slow = stopping((text) => text.includes('FROM schema_migrations'));
    const migrating = migrate(slow.database, undefined);
    await slow.reached;
    const database = databaseOf();
    await migrate(database, undefined);
    await writeCheckpoint(database, key, checkpoint);
    slow.goOn();
    await migrating;
    expect(await readCheckpoint(database, key)).toMatchObject({ position: 7n });
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('the others wait while one is in the middle', async () => {
    const slow = stopping((text) => text.startsWith('DROP TABLE IF EXISTS buckets'));
    const migrating = migrate(slow.database, undefined);
    await slow.reached;
    const other = watched();
    const waiting = migrate(other.database, undefined);
    const looks = () => other.queries.filter((query) => query.includes('{table:Identifier}')).length;
    while (looks() < 3) await new Promise(setImmediate);
    slow.goOn();
    await Promise.all([migrating, waiting]);
    expect(other.queries.filter((query) => /^(DROP|ALTER|TRUNCATE)/.test(query))).toEqual([]);
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('another goes on for one that died in the middle, or was thought to be, which then changes nothing', async () => {
    const slow = stopping((text) => text.startsWith('TRUNCATE'));
    const migrating = migrate(slow.database, undefined, { leaseMs: 2_000 });
    const refused = expect(migrating).rejects.toThrow('given up');
    // The migration rejects here when it is given up before it comes so far.
    await Promise.race([slow.reached, migrating]);
    slow.cutOff();
    const database = databaseOf();
    await migrate(database, undefined, { leaseMs: 2_000 });
    await writeCheckpoint(database, key, checkpoint);
    slow.goOn();
    await refused;
    expect(await readCheckpoint(database, key)).toMatchObject({ position: 7n });
    expect(await applied()).toEqual(await appliedOnce());
  });
});

function promise() {
  let resolve: () => void = () => undefined;
  const promised = new Promise<void>((done) => (resolve = done));
  return { promise: promised, resolve };
}
