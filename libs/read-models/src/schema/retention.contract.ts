import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { runSql } from '../testing/own-sql.js';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import { DEVICE_DAYS } from '../devices/device-days-table.js';
import { clusterSql } from '../statements/cluster-sql.js';
import { changeStorage, type StorageChange } from '../statements/statement.js';

const OPERATIONS = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
const documented = (pattern: RegExp) => [...OPERATIONS.matchAll(pattern)].map(([statement]) => statement.trim());
const TTL_STATEMENTS = documented(/^ {4}ALTER TABLE \w+ MODIFY TTL .*$/gm);
/** A statement of the documents in the form that this lib takes. */
const described = (statement: string) => {
  const [, table = '', change = ''] = /^ALTER TABLE (\w+) (.*)$/.exec(statement) ?? [];
  return changeStorage(table, change as StorageChange);
};
/** The tables whose rows belong to a day. */
const TABLES = ['buckets', 'daily', 'device_days'];
const [DROP_YEAR = ''] = documented(/ALTER TABLE \w+ DROP PARTITION \d+/g);

describe('the retention that docs/operations.md documents', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-retention-'));
    readModels = await openReadModels({ dir });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });
  const run = (query: string) => runSql(readModels.database, query);
  const rowsOf = (query: string) => readModels.database.rows(query);
  const yearsAgo = async (table: string) =>
    (
      await rowsOf(`SELECT toUInt8(dateDiff('year', local_date, today())) AS years FROM ${table} FINAL ORDER BY years`)
    ).flat();

  /** Each user's rows of this year, of 4 and of 6 years ago. */
  async function fill() {
    for (const years of [0, 4, 6]) {
      const row = `'6f9619ff-8b86-4d01-b42d-00cf4fc964ff', today() - INTERVAL ${years} YEAR, 1000, 1`;
      for (const table of ['daily', 'device_days'])
        await run(`INSERT INTO ${table} (user_id, local_date, duration_ms, version) SELECT ${row}`);
      await run(`INSERT INTO buckets (user_id, local_date, duration_ms, version, bucket_local) SELECT ${row},
        toDateTime(today(), 'UTC') - INTERVAL ${years} YEAR`);
    }
  }

  it('takes a whole year at once', async () => {
    await fill();
    const [year] = (await rowsOf('SELECT toYear(today()) - 6')).flat();
    await run(DROP_YEAR.replace(/\d+$/, String(year)));
    expect(await yearsAgo('buckets')).toEqual([0, 4]);
    for (const table of ['daily', 'device_days']) await run(`TRUNCATE TABLE ${table}`);
  });

  it('takes what is older than five years, also of what is written later, and goes with a rebuild', async () => {
    await fill();
    expect(TTL_STATEMENTS).toHaveLength(3);
    for (const statement of TTL_STATEMENTS) await run(statement);
    for (const table of TABLES) expect(await yearsAgo(table)).toEqual([0, 4]);
    await fill();
    await readModels.makeSideTables([BUCKETS, DAILY, DEVICE_DAYS], 'rebuild');
    for (const table of TABLES) {
      await run(`OPTIMIZE TABLE ${table} FINAL`);
      expect(await yearsAgo(table)).toEqual([0, 4]);
      const [[engine] = []] = (await rowsOf(
        `SELECT engine_full FROM system.tables WHERE name = '${table}_rebuild'`,
      )) as string[][];
      expect(engine).toMatch(/TTL \w+ \+ toIntervalYear\(5\)/);
    }
  });

  it.each(TTL_STATEMENTS)('has its form on a cluster: %s', (statement) => {
    expect(clusterSql(described(statement), 'main')).toEqual([
      statement.replace(/TABLE (\w+)/, "TABLE $1_local ON CLUSTER 'main'"),
    ]);
  });
});
