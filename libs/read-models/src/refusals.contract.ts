import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { DailyRow, LocalDate } from '@app/domain';
import { DAILY } from './activity/write-rows.js';
import { openReadModels } from './open-read-models.js';
import type { ReadModels } from './read-models.js';
import { runSql } from './testing/own-sql.js';

const row: DailyRow = {
  userId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  localDate: '2026-01-01' as LocalDate,
  source: 'computers',
  activity: 'private title',
  durationMs: 1,
  version: 1n,
  isDeleted: false,
};

const SECRETS = /private title|6f9619ff|nosuch/;

describe('what ClickHouse refuses', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-refusals-'));
    readModels = await openReadModels({ dir });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'rows that are cut off',
      'CANNOT_READ_ALL_DATA',
      () => {
        const bytes = Buffer.from('\u000dprivate title private');
        return readModels.database.insertBytes({ table: 'daily', columns: ['activity'] }, bytes);
      },
    ],
    [
      'a bound value',
      'BAD_QUERY_PARAMETER',
      () => readModels.database.rows('SELECT {x:UInt8}', { x: 'private title' }),
    ],
    ['a command', 'UNKNOWN_IDENTIFIER', () => runSql(readModels.database, "SELECT nosuch, 'private title'")],
  ])('is told by its code, and nothing of %s is in the error that a log would print', async (_, type, attempt) => {
    const error: unknown = await attempt().then(
      () => undefined,
      (refused: unknown) => refused,
    );
    expect(error).toMatchObject({ name: 'ReadModelsError', type });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS);
  });

  it.each<[string, Partial<DailyRow>]>([
    ['a bad number', { durationMs: -5.5 }],
    ['no user', { userId: 'private title' }],
  ])('would not have been understood is refused before, with %s, and nothing of it is in the error', async (_, bad) => {
    const error: unknown = await readModels
      .writeRows(DAILY, [row, { ...row, ...bad }])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS);
  });
});
