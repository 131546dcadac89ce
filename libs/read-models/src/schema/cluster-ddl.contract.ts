import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { BUCKETS, DAILY, emptyTables } from '../activity/write-rows.js';
import { forgetCheckpoints } from '../projection/checkpoints.js';
import {
  dropSideTables,
  makeSideTables,
  markSideTables,
  mergeSideTable,
  swapSideTables,
} from '../projection/side-tables.js';
import { openReadModels, type ReadModels } from '../read-models.js';
import { clusterDdl } from './cluster-ddl.js';
import { CREATE_HISTORY, migrate, readMigrations } from './migrate.js';
import { CREATE_MIGRATORS } from './migration-turn.js';
import { onCluster } from './on-cluster.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const ID = '00000000-0000-4000-8000-000000000000';

/** No cluster was at hand: nothing here has run on one. What is tried is what the embedded engine can tell. */
describe('the statements for a cluster (never run on one)', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-cluster-ddl-'));
    readModels = await openReadModels({ dir });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  const rowsOf = async (query: string, query_params = {}) => {
    const result = await readModels.client.query({ query, query_params, format: 'JSONCompact' });
    return (await result.json<unknown[]>()).data;
  };
  const parsed = (statement: string) => rowsOf('SELECT formatQuery({statement:String})', { statement });
  const migrationStatements = async () => [
    CREATE_HISTORY,
    CREATE_MIGRATORS,
    ...(await readMigrations()).flatMap((migration) => migration.statements),
  ];

  it('are these, for every migration', async () => {
    const migrations = [
      { name: 'history', statements: [CREATE_HISTORY] },
      { name: 'migrators', statements: [CREATE_MIGRATORS] },
      ...(await readMigrations()).map(({ name, statements }) => ({ name, statements })),
    ];
    for (const { name, statements } of migrations) {
      const translated = statements.flatMap((statement) => clusterDdl(statement, 'main'));
      expect(`${translated.join(';\n\n')};\n`).toMatchSnapshot(name);
    }
  });

  it('are these, for whatever this lib commands', async () => {
    const commands = await commandsOf(readModels.client, async (client) => {
      await makeSideTables(client, [BUCKETS, DAILY], 'rebuild');
      await markSideTables(client, ['daily'], ID);
      await swapSideTables(client, ['daily'], ID);
      await dropSideTables(client, ['buckets', 'daily'], 'rebuild');
      await makeSideTables(client, [DAILY], 'repair');
      await mergeSideTable(client, DAILY, { userId: USER, upTo: 1n });
      await emptyTables(client, [BUCKETS, DAILY]);
      await forgetCheckpoints(client, 'activity');
    });
    expect(`${commands.join(';\n\n')};\n`).toMatchSnapshot();
    for (const command of commands) await parsed(command);
  });

  it('are read by the parser of the engine, which refuses one with a fault', async () => {
    for (const statement of await migrationStatements()) {
      for (const translated of clusterDdl(statement, 'main')) {
        await expect(parsed(translated)).resolves.toHaveLength(1);
        const faulty = translated.replace("ON CLUSTER 'main'", "ON CLUSTR 'main'");
        await expect(parsed(faulty)).rejects.toMatchObject({ code: '62' });
      }
    }
  });

  it('make, of what one server can make, tables like those of one server', async () => {
    for (const statement of await migrationStatements()) {
      for (const translated of clusterDdl(statement, 'main')) {
        if (/_local ON CLUSTER/.test(translated))
          await readModels.client.command({ query: withoutCluster(translated) });
      }
    }
    const columns = `SELECT table, name, type, default_expression, is_in_sorting_key, is_in_partition_key FROM system.columns
      WHERE database = currentDatabase() AND endsWith(table, '_local') = {local:UInt8} ORDER BY table, position`;
    const engines = `SELECT name, engine_full FROM system.tables
      WHERE database = currentDatabase() AND endsWith(name, '_local') = {local:UInt8} AND NOT endsWith(name, '_repair') ORDER BY name`;
    for (const query of [columns, engines]) {
      const [local, single] = await Promise.all([rowsOf(query, { local: 1 }), rowsOf(query, { local: 0 })]);
      const named = local.map((row) => (row as string[]).map((cell, n) => (n === 0 ? cell.slice(0, -6) : cell)));
      expect(named.length).toBeGreaterThan(0);
      expect(named).toEqual(single.filter((row) => !String((row as string[])[0]).endsWith('_repair')));
    }
  });

  it('do not begin in a database that was made on one server', async () => {
    await expect(migrate(readModels.client, 'main')).rejects.toThrow('made on one server');
  });
});

/** What some work would have run on a cluster; the work itself is done on the one server that there is. */
async function commandsOf(client: ClickHouseClient, work: (client: ClickHouseClient) => Promise<void>) {
  const commands: string[] = [];
  const seen = new Proxy(client, {
    get: (target, name) =>
      name === 'command'
        ? async (params: { query: string }) => {
            await onCluster(recorder, 'main').command(params);
            await target.command(params);
          }
        : (Reflect.get(target, name, target) as unknown),
  });
  const recorder = { command: async ({ query }: { query: string }) => void commands.push(query) } as never;
  await work(seen);
  return commands;
}

const withoutCluster = (statement: string) =>
  statement.replace(" ON CLUSTER 'main'", '').replace(/ENGINE = Replicated(\w+)\('[^']*', '[^']*', /, 'ENGINE = $1(');
