import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addDays,
  type AnalyticPlan,
  type DailyRow,
  type LocalDate,
  parseAnalyticQuery,
  parseLocalDate,
  planQuery,
  SHIPPED_TAXONOMY,
  timeClasses,
} from '@app/domain';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import { sideTableOf } from '../projection/side-tables.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';

const ALICE = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const DAY = parseLocalDate('2026-05-04') as NonNullable<ReturnType<typeof parseLocalDate>>;
const classes = timeClasses(SHIPPED_TAXONOMY);

let dir: string;
let readModels: ReadModels;
let queries: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-remembered-'));
  const opened = await openReadModels({ dir });
  queries = 0;
  readModels = opened.through((database) => ({
    rows: (query, values) => database.rows(query, values),
    nativeBytes: (query, values) => (queries++, database.nativeBytes(query, values)),
    insert: (table, rows) => database.insert(table, rows),
    insertBytes: (into, bytes) => database.insertBytes(into, bytes),
    change: (statement, options) => database.change(statement, options),
    close: () => database.close(),
  }));
});
afterEach(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

const row = (durationMs: number, version: bigint, userId = ALICE): DailyRow => ({
  ...{ userId, localDate: DAY, source: 'computers', activity: 'mail', durationMs, version, isDeleted: false },
});

const plan = (day = DAY): AnalyticPlan => {
  const asked = parseAnalyticQuery({ rb: day, re: day }, DAY);
  if ('code' in asked) throw new Error(asked.fields.join());
  return planQuery(asked.query) as AnalyticPlan;
};

const totals = async (userId = ALICE, day = DAY) =>
  (await readModels.readReport({ userId, classes }, plan(day))).map(({ durationMs }) => durationMs);

describe('what the engine of this process was asked before', () => {
  beforeEach(async () => {
    await readModels.writeRows(DAILY, [row(1000, 1n), row(5000, 1n, BOB)]);
  });

  it('is answered without it', async () => {
    await totals();
    queries = 0;
    expect([await totals(), queries]).toEqual([[1000], 0]);
  });

  it('is read again after a change of the rows of that user, and only then', async () => {
    await totals();
    await totals(BOB);
    await readModels.writeRows(DAILY, [row(2000, 2n)]);
    queries = 0;
    expect([await totals(BOB), queries]).toEqual([[5000], 0]);
    expect([await totals(), queries]).toEqual([[2000], 1]);
  });

  it('answers one day after the other, and one week after the other, with few questions', async () => {
    const days = Array.from({ length: 32 }, (_, n) => addDays(DAY, n - 16));
    await readModels.writeRows(
      DAILY,
      days.map((localDate, n) => ({ ...row(n + 1, 2n), localDate })),
    );
    queries = 0;
    const found: number[] = [];
    for (const day of days) found.push(...(await totals(ALICE, day)));
    expect(found).toEqual(days.map((_, n) => n + 1));
    expect(queries).toBeLessThanOrEqual(2);
    const weeks = [0, 7, 14, 21].map((n) => ({
      ...plan(),
      begin: days[n] as LocalDate,
      end: days[n + 6] as LocalDate,
    }));
    const sums = weeks.map((week) => readModels.readReport({ userId: ALICE, classes }, week));
    expect((await Promise.all(sums)).map((rows) => rows.map(({ durationMs }) => durationMs))).toEqual([
      ...[[28], [77], [126], [175]],
    ]);
    expect(queries).toBeLessThanOrEqual(3);
    expect(await totals(BOB, addDays(DAY, 1))).toEqual([]);
  });

  it.each<[string, () => Promise<void>, number[]]>([
    ['all tables were emptied', () => readModels.emptyTables([BUCKETS, DAILY]), []],
    ['the rows of the account were deleted', () => readModels.eraseUserRows([DAILY], ALICE), []],
    ['a day was erased', eraseDay, []],
    ['the rows were repaired', repair, [3000]],
  ])('is read again after %s', async (_title, change, expected) => {
    expect(await totals()).toEqual([1000]);
    await change();
    expect(await totals()).toEqual(expected);
  });
});

async function repair(): Promise<void> {
  await readModels.makeSideTables([DAILY], 'repair');
  await readModels.writeRows({ ...DAILY, name: sideTableOf('daily', 'repair') }, [row(3000, 3n)]);
  // A report in between: so it is the merge itself that makes the next report read again.
  expect(await totals()).toEqual([1000]);
  await readModels.mergeSideTable(DAILY, { userId: ALICE, upTo: 9n });
}

function eraseDay(): Promise<void> {
  return readModels.eraseDayRows([DAILY], { userId: ALICE, days: [{ localDate: DAY, begins: '9' }] });
}
