import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BucketRow, type DailyRow, type LocalDate, localDateOfUtcMs } from '@app/domain';
import fc from 'fast-check';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { runSql } from '../testing/own-sql.js';
import { BUCKETS, DAILY } from './write-rows.js';

const dates = fc.integer({ min: 0, max: 0xffff }).map((day) => localDateOfUtcMs(day * 86_400_000));
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', "it's", '\\N', 'FORMAT TSV\n'),
);
const activityRow = {
  // Few users and days, so that rows share them.
  userId: fc.constantFrom('00000000-0000-0000-0000-000000000000', 'f0e1d2c3-b4a5-4687-9788-a9bacbdcedfe'),
  localDate: fc.oneof(fc.constant('2026-11-27' as LocalDate), dates),
  source: fc.constantFrom('computers', 'mobile', 'offline'),
  activity: text,
  durationMs: uint32,
  version: fc.oneof(fc.constant(77n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  isDeleted: fc.boolean(),
} as const;
const dailyRow: fc.Arbitrary<DailyRow> = fc.record(activityRow);
const bucketRow: fc.Arbitrary<BucketRow> = fc.record({
  ...{ ...activityRow, bucketLocal: uint32, bucketUtc: uint32, document: text, page: text },
});

/** The cells that rows of both tables have, as texts of the engine. */
const cellsOf = ({ userId, localDate, source, activity, durationMs, version, isDeleted }: DailyRow): string[] => [
  ...[userId, localDate, source, hexOf(activity), String(durationMs), String(version), String(Number(isDeleted))],
];
const hexOf = (written: string): string => Buffer.from(written).toString('hex').toUpperCase();
const CELLS = `toString(user_id), toString(local_date), toString(source), hex(activity), toString(duration_ms),
  toString(version), toString(is_deleted)`;

describe('rows of activity', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-write-rows-'));
    readModels = await openReadModels({ dir });
    for (const table of ['buckets', 'daily'])
      await runSql(readModels.database, `CREATE TABLE any_${table} AS ${table} ENGINE = Memory`);
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** Returns the rows of the table, and empties it. */
  async function taken(table: string, cells: string): Promise<string[]> {
    const query = `SELECT ${cells} FROM ${table}`;
    const rows = await readModels.database.rows<string[]>(query);
    await runSql(readModels.database, `TRUNCATE TABLE ${table}`);
    return rows.map((row) => row.join(' ')).sort();
  }

  it('are written with as much time as the column holds when there is more', async () => {
    const [row] = fc.sample(dailyRow, { numRuns: 1, seed: 1 }) as [DailyRow];
    await readModels.writeRows({ ...DAILY, name: 'any_daily' }, [{ ...row, durationMs: 50 * 86_400_000 }]);
    expect(await taken('any_daily', 'toString(duration_ms)')).toEqual(['4294967295']);
  });

  it('come back as they were written: days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(dailyRow, { maxLength: 60 }), async (rows) => {
        await readModels.writeRows({ ...DAILY, name: 'any_daily' }, rows);
        expect(await taken('any_daily', CELLS)).toEqual(rows.map((row) => cellsOf(row).join(' ')).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('come back as they were written: buckets', async () => {
    const cells = `${CELLS}, toString(toUnixTimestamp(bucket_local)), toString(toUnixTimestamp(bucket_utc)),
      hex(document), hex(page)`;
    await fc.assert(
      fc.asyncProperty(fc.array(bucketRow, { maxLength: 60 }), async (rows) => {
        await readModels.writeRows({ ...BUCKETS, name: 'any_buckets' }, rows);
        const expected = rows.map((row) =>
          [
            ...[...cellsOf(row), String(row.bucketLocal), String(row.bucketUtc)],
            ...[hexOf(row.document), hexOf(row.page)],
          ].join(' '),
        );
        expect(await taken('any_buckets', cells)).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });
});
