import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { DailyRow, LocalDate } from '@app/domain';
import { DAILY, writeRows } from './activity/write-rows.js';
import { openReadModels, type ReadModels } from './read-models.js';

const row: DailyRow = {
  userId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  localDate: '2026-01-01' as LocalDate,
  source: 'computers',
  activity: 'private title',
  durationMs: 1,
  version: 1n,
  isDeleted: false,
};

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
      'a row with a bad number',
      'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
      () => writeRows(readModels, DAILY, [{ ...row, durationMs: -5.5 }]),
    ],
    [
      'a bad row after more than go into a statement',
      'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
      () => writeRows(readModels, DAILY, [...Array.from({ length: 1_000 }, () => row), { ...row, durationMs: -5.5 }]),
    ],
    [
      'a row of no user',
      'CANNOT_PARSE_UUID',
      () => writeRows(readModels, DAILY, [{ ...row, userId: 'private title' }]),
    ],
    [
      'a bound value',
      'BAD_QUERY_PARAMETER',
      () => readModels.client.query({ query: 'SELECT {x:UInt8}', query_params: { x: 'private title' } }),
    ],
    ['a command', 'UNKNOWN_IDENTIFIER', () => readModels.client.command({ query: "SELECT nosuch, 'private title'" })],
  ])('is told by its code, and nothing of %s is in the error that a log would print', async (_, type, attempt) => {
    const error: unknown = await attempt().then(
      () => undefined,
      (refused: unknown) => refused,
    );
    expect(error).toMatchObject({ name: 'ReadModelsError', type });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/private title|6f9619ff|nosuch/);
  });
});
