import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { runSql } from '../testing/own-sql.js';

let dir: string;
let readModels: ReadModels;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-parts-'));
  readModels = await openReadModels({ dir });
});
afterAll(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

const run = (query: string) => runSql(readModels.database, query);
const textsOf = async (query: string) => {
  return (await readModels.database.rows<[string]>(query)).map(([text]) => text);
};

describe('parts that were merged into others', () => {
  it('are removed within seconds, also of a table that was made just now', async () => {
    for (const user of [1, 2, 3])
      await run(`INSERT INTO daily (user_id, local_date, duration_ms, version)
        VALUES ('6f9619ff-8b86-4d01-b42d-00cf4fc964f${user}', '2019-05-04', 1000, 1)`);
    await run('OPTIMIZE TABLE daily FINAL');
    const merged = `SELECT name FROM system.parts WHERE NOT active AND table = 'daily'`;
    const endsAt = performance.now() + 8_000;
    let left = await textsOf(merged);
    while (left.length > 0 && performance.now() < endsAt) left = await textsOf(merged);
    expect(left).toEqual([]);
    await run('TRUNCATE TABLE daily');
  });

  it('are removed within seconds by every table, also by those of a rebuild', async () => {
    await readModels.makeSideTables([DAILY], 'rebuild');
    const others = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
      AND engine_full NOT LIKE '%cleanup_delay_period = 1,%max_cleanup_delay_period = 2%'`;
    expect(await textsOf(others)).toEqual([]);
  });
});

describe.each([BUCKETS, DAILY])('$name', (shape) => {
  const table = shape.name;
  it('becomes one part a year a day after the last write to that year, and so do the tables of a rebuild', async () => {
    await readModels.makeSideTables([shape], 'rebuild');
    for (const name of [table, `${table}_rebuild`]) {
      const [engine] = await textsOf(`SELECT engine_full FROM system.tables WHERE name = '${name}'`);
      expect(engine).toMatch(
        /min_age_to_force_merge_seconds = 86400\b.*min_age_to_force_merge_on_partition_only = (1|true)\b/,
      );
    }
  });

  it('does so by itself: here after a second instead of a day', async () => {
    await run(`ALTER TABLE ${table} MODIFY SETTING min_age_to_force_merge_seconds = 1`);
    const start = table === 'buckets' ? [', bucket_local', `, '2020-05-04 09:00:00'`] : ['', ''];
    for (const user of [1, 2])
      await run(`INSERT INTO ${table} (user_id, local_date, duration_ms, version${start[0]})
        VALUES ('6f9619ff-8b86-4d01-b42d-00cf4fc964f${user}', '2020-05-04', 1000, 1${start[1]})`);
    const parts = `SELECT toString(count()) FROM system.parts WHERE active AND table = '${table}' AND partition = '2020'`;
    const endsAt = performance.now() + 60_000;
    let newest: string | undefined;
    while (newest !== '1' && performance.now() < endsAt) [newest] = await textsOf(parts);
    expect(newest).toBe('1');
    expect(await textsOf(`SELECT toString(count()) FROM ${table} FINAL`)).toEqual(['2']);
  }, 70_000);
});
