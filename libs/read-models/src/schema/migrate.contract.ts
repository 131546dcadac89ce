import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { readCheckpoint, writeCheckpoint } from '../projection/checkpoints.js';
import { openReadModels } from '../read-models.js';
import { type HttpClickHouse, startHttpClickHouse } from '../testing/http-clickhouse.js';
import { migrate, readMigrations } from './migrate.js';

const key = { projection: 'activity', storeId: 'log-1' };
const NOW = Date.UTC(2026, 10, 21);
const checkpoint = { position: 7n, recordedAt: NOW, now: NOW };

/** Programs that start on one server, each with a client of its own. */
describe('of programs that start at once on an empty database', () => {
  let dir: string;
  let server: HttpClickHouse;
  let database: string;
  let databases = 0;
  let clients: ClickHouseClient[];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-migrate-'));
    server = await startHttpClickHouse({ dir, port: 0, user: 'timeledger', password: 'pw' });
  });
  afterAll(async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    database = `empty_${++databases}`;
    clients = [];
    await clientOf('default').command({ query: `CREATE DATABASE ${database}` });
  });
  afterEach(() => Promise.all(clients.map((client) => client.close())));

  const clientOf = (name = database) => {
    const client = createClient({
      url: `http://timeledger:pw@127.0.0.1:${server.port}`,
      ...{ database: name, log: { level: ClickHouseLogLevel.OFF } },
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1, date_time_input_format: 'best_effort' },
    });
    clients.push(client);
    return client;
  };

  /** A client that stops at the first request of a kind, until told to go on; the request has been answered by then. */
  function stopping(isThere: (request: { query?: string }) => boolean) {
    const [reached, goOn] = [promise(), promise()];
    let isCutOff = false;
    let hasStopped = false;
    const client = new Proxy(clientOf(), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (request: { query?: string }): Promise<unknown> => {
          if (isCutOff && name === 'insert') throw new Error('no answer');
          const result: unknown = await Reflect.apply(member, target, [request]);
          if (hasStopped || !isThere(request)) return result;
          hasStopped = true;
          reached.resolve();
          await goOn.promise;
          return result;
        };
      },
    });
    return {
      client,
      reached: reached.promise,
      goOn: () => ((isCutOff = false), goOn.resolve()),
      cutOff: () => (isCutOff = true),
    };
  }

  /** What a client asks for. */
  function watched() {
    const queries: string[] = [];
    const client = new Proxy(clientOf(), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (request: { query?: string }): unknown => {
          if (request?.query) queries.push(request.query);
          return Reflect.apply(member, target, [request]);
        };
      },
    });
    return { client, queries };
  }

  const applied = async () => {
    const query = 'SELECT count() AS rows, uniqExact(number) AS numbers FROM schema_migrations';
    return (await clientOf().query({ query, format: 'JSONEachRow' })).json();
  };
  const appliedOnce = async () => {
    const count = String((await readMigrations()).length);
    return [{ rows: count, numbers: count }];
  };

  it('one migrates', async () => {
    const url = `http://timeledger:pw@127.0.0.1:${server.port}/${database}`;
    const opened = await Promise.all(Array.from({ length: 4 }, () => openReadModels({ url })));
    await Promise.all(opened.map(({ close }) => close()));
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('none takes away what another has written since', async () => {
    const slow = stopping(({ query }) => query?.includes('FROM schema_migrations') ?? false);
    const migrating = migrate(slow.client, undefined);
    await slow.reached;
    const client = clientOf();
    await migrate(client, undefined);
    await writeCheckpoint(client, key, checkpoint);
    slow.goOn();
    await migrating;
    expect(await readCheckpoint(client, key)).toMatchObject({ position: 7n });
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('the others wait while one is in the middle', async () => {
    const slow = stopping(({ query }) => query?.startsWith('DROP TABLE IF EXISTS buckets') ?? false);
    const migrating = migrate(slow.client, undefined);
    await slow.reached;
    const other = watched();
    const waiting = migrate(other.client, undefined);
    const looks = () => other.queries.filter((query) => query.includes('{table:Identifier}')).length;
    while (looks() < 3) await new Promise(setImmediate);
    slow.goOn();
    await Promise.all([migrating, waiting]);
    expect(other.queries.filter((query) => /^(DROP|ALTER|TRUNCATE)/.test(query))).toEqual([]);
    expect(await applied()).toEqual(await appliedOnce());
  });

  it('another goes on for one that died in the middle, or was thought to be, which then changes nothing', async () => {
    const slow = stopping(({ query }) => query?.startsWith('TRUNCATE') ?? false);
    const refused = expect(migrate(slow.client, undefined, { leaseMs: 500 })).rejects.toThrow('given up');
    await slow.reached;
    slow.cutOff();
    const client = clientOf();
    await migrate(client, undefined, { leaseMs: 500 });
    await writeCheckpoint(client, key, checkpoint);
    slow.goOn();
    await refused;
    expect(await readCheckpoint(client, key)).toMatchObject({ position: 7n });
    expect(await applied()).toEqual(await appliedOnce());
  });
});

function promise() {
  let resolve: () => void = () => undefined;
  const promised = new Promise<void>((done) => (resolve = done));
  return { promise: promised, resolve };
}
