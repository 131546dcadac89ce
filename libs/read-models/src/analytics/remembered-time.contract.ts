import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnalyticPlan,
  type DailyRow,
  parseAnalyticQuery,
  parseLocalDate,
  planQuery,
  SHIPPED_TAXONOMY,
  timeClasses,
} from '@app/domain';
import { BUCKETS, DAILY, emptyTables, writeRows } from '../activity/write-rows.js';
import { eraseDayRows, eraseUserRows } from '../privacy/erase-rows.js';
import { makeSideTables, mergeSideTable, sideTableOf } from '../projection/side-tables.js';
import { openReadModels, type ReadModels } from '../read-models.js';
import { readReport } from './read-report.js';

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
  const client = new Proxy(opened.client, {
    get(target, name) {
      if (name === 'exec') queries++;
      return Reflect.get(target, name, target) as unknown;
    },
  });
  readModels = { ...opened, client };
});
afterEach(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

const row = (durationMs: number, version: bigint, userId = ALICE): DailyRow => ({
  ...{ userId, localDate: DAY, source: 'computers', activity: 'mail', durationMs, version, isDeleted: false },
});

const plan = (): AnalyticPlan => {
  const asked = parseAnalyticQuery({ rb: DAY, re: DAY }, DAY);
  if ('code' in asked) throw new Error(asked.fields.join());
  return planQuery(asked.query) as AnalyticPlan;
};

const totals = async (userId = ALICE) =>
  (await readReport(readModels, { userId, classes }, plan())).map(({ durationMs }) => durationMs);

describe('what the engine of this process was asked before', () => {
  beforeEach(async () => {
    await writeRows(readModels, DAILY, [row(1000, 1n), row(5000, 1n, BOB)]);
  });

  it('is answered without it', async () => {
    await totals();
    queries = 0;
    expect([await totals(), queries]).toEqual([[1000], 0]);
  });

  it('is answered anew after a change of the rows of that user, and only then', async () => {
    await totals();
    await totals(BOB);
    await writeRows(readModels, DAILY, [row(2000, 2n)]);
    queries = 0;
    expect([await totals(BOB), queries]).toEqual([[5000], 0]);
    expect([await totals(), queries]).toEqual([[2000], 1]);
  });

  it.each<[string, () => Promise<void>, number[]]>([
    ['all tables were emptied', () => emptyTables(readModels.client, [BUCKETS, DAILY]), []],
    ['the rows of the account were deleted', () => eraseUserRows(readModels.client, [DAILY], ALICE), []],
    ['a day was erased', eraseDay, []],
    ['the rows were repaired', repair, [3000]],
  ])('is answered anew after %s', async (_title, change, expected) => {
    expect(await totals()).toEqual([1000]);
    await change();
    expect(await totals()).toEqual(expected);
  });
});

async function repair(): Promise<void> {
  await makeSideTables(readModels.client, [DAILY], 'repair');
  await writeRows(readModels, { ...DAILY, name: sideTableOf('daily', 'repair') }, [row(3000, 3n)]);
  // Asked again in between: the next command must be what ends its holding.
  expect(await totals()).toEqual([1000]);
  await mergeSideTable(readModels.client, DAILY, { userId: ALICE, upTo: 9n });
}

const eraseDay = (): Promise<void> =>
  eraseDayRows(readModels.client, [DAILY], { userId: ALICE, days: [{ localDate: DAY, begins: '9' }] });
