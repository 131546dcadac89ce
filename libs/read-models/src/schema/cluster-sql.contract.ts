import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import type { Database } from '../database/database.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { runSql } from '../testing/own-sql.js';
import { clusterSql } from '../statements/cluster-sql.js';
import { CREATE_HISTORY, migrate, readMigrations } from './migrate.js';
import { CREATE_MIGRATORS } from './migration-turn.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const ID = '00000000-0000-4000-8000-000000000000';

/**
 * These statements have never run on a cluster, because none was at hand. The tests check what the
 * embedded engine can check.
 */
describe('the statements for a cluster (never run on one)', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-cluster-sql-'));
    // As on a server: each insert is synced.
    readModels = await openReadModels({ dir, bootId: null });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  const rowsOf = (query: string, values = {}) => readModels.database.rows(query, values);
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
      ...(await readMigrations()),
    ];
    for (const { name, statements } of migrations) {
      const texts = statements.flatMap((statement) => clusterSql(statement, 'main'));
      expect(`${texts.join(';\n\n')};\n`).toMatchSnapshot(name);
    }
  });

  it('are these, for what the read models change', async () => {
    const texts: string[] = [];
    const watched = readModels.through((database) => ({
      ...readsOf(database),
      change: async (statement, options) => {
        texts.push(...clusterSql(statement, 'main'));
        await database.change(statement, options);
      },
    }));
    await watched.makeSideTables([BUCKETS, DAILY], 'rebuild');
    await watched.markSideTables(['daily'], ID);
    await watched.swapSideTables(['daily'], ID);
    await watched.dropSideTables(['buckets', 'daily'], 'rebuild');
    await watched.makeSideTables([DAILY], 'repair');
    await watched.mergeSideTable(DAILY, { userId: USER, upTo: 1n });
    await watched.emptyTables([BUCKETS, DAILY]);
    await watched.forgetCheckpoints('activity');
    expect(`${texts.join(';\n\n')};\n`).toMatchSnapshot();
    for (const text of texts) await parsed(text);
  });

  it('are read by the parser of the engine, which refuses a statement with a fault', async () => {
    for (const statement of await migrationStatements()) {
      for (const text of clusterSql(statement, 'main')) {
        await expect(parsed(text)).resolves.toHaveLength(1);
        const faulty = text.replace("ON CLUSTER 'main'", "ON CLUSTR 'main'");
        await expect(parsed(faulty)).rejects.toMatchObject({ code: '62' });
      }
    }
  });

  it('make, of what one server can make, tables like those of one server', async () => {
    for (const statement of await migrationStatements()) {
      for (const text of clusterSql(statement, 'main')) {
        if (/_local ON CLUSTER/.test(text)) await runSql(readModels.database, withoutCluster(text));
      }
    }
    const columns = `SELECT table, name, type, default_expression, is_in_sorting_key, is_in_partition_key FROM system.columns
      WHERE database = currentDatabase() AND endsWith(table, '_local') = {local:UInt8} ORDER BY table, position`;
    const engines = `SELECT name, engine_full FROM system.tables
      WHERE database = currentDatabase() AND endsWith(name, '_local') = {local:UInt8} AND NOT endsWith(name, '_repair') ORDER BY name`;
    for (const query of [columns, engines]) {
      const [local, single] = await Promise.all([rowsOf(query, { local: 1 }), rowsOf(query, { local: 0 })]);
      const named = local.map((row) => row.map((cell, n) => (n === 0 ? String(cell).slice(0, -6) : cell)));
      expect(named.length).toBeGreaterThan(0);
      expect(named).toEqual(single.filter((row) => !String(row[0]).endsWith('_repair')));
    }
  });

  it('do not begin in a database that was made on one server', async () => {
    await expect(migrate(readModels.database, 'main')).rejects.toThrow('made on one server');
  });
});

/** All methods of a database except `change`. */
const readsOf = (database: Database): Omit<Database, 'change'> => ({
  rows: (query, values) => database.rows(query, values),
  nativeBytes: (query, values) => database.nativeBytes(query, values),
  insert: (table, rows) => database.insert(table, rows),
  insertBytes: (into, bytes) => database.insertBytes(into, bytes),
  close: () => database.close(),
});

const withoutCluster = (text: string) =>
  text.replace(" ON CLUSTER 'main'", '').replace(/ENGINE = Replicated(\w+)\('[^']*', '[^']*', /, 'ENGINE = $1(');
