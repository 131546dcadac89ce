import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnalyticParameters,
  type AnalyticPlan,
  type BucketTime,
  byHourOfWeek,
  cellsOf,
  type LocalDate,
  parseAnalyticQuery,
  planQuery,
  shapeReport,
  timeClasses,
  type WeeklyRange,
} from '@app/domain';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { type BucketRow, dailyOf, expectedRows, QUOTED, randomBuckets, TAXONOMY } from '../testing/reports-by-hand.js';

/** The same rows twice: of one user in the tables, of the other one in memory. */
const [STORED, HELD] = ['3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a01', '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a02'] as const;
const ROWS = randomBuckets(5, 1_500);
/** The Wednesday of a week that begins in another year, a Sunday, and the first of a month. */
const DAYS = ['2025-12-31', '2026-01-04', '2026-01-01'] as LocalDate[];
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document'];
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'];
const FORMS: AnalyticParameters[] = [
  ...KINDS.map((rk) => ({ pv: 'rank', rk })),
  ...RESOLUTIONS.flatMap((rs) => [...KINDS, 'efficiency'].map((rk) => ({ pv: 'interval', rs, rk }))),
];
const RESTRICTIONS: AnalyticParameters[] = [
  {},
  { restrict_source_type: 'mobile' },
  { rt: 'Business' },
  { rt: 'Business', ry: QUOTED },
  { rt: QUOTED },
  { ry: 'Inbox, work' },
  { rt: 'Lectures' },
  { rt: 'Lectures', ry: 'Inbox, work' },
  { rt: 'youtube.com' },
  { rt: "it's" },
];
const classes = timeClasses(TAXONOMY);
const timeOf = (row: BucketRow): BucketTime => {
  const startMs = Date.parse(`${row.utcStart}Z`);
  const { source, activity, document, page, durationMs } = row;
  const utcOffsetMinutes = (Date.parse(`${row.localStart}Z`) - startMs) / 60_000;
  return { startMs, utcOffsetMinutes, source, activity, document, page, durationMs };
};
const onDay = (date: LocalDate) => ROWS.filter(({ localStart }) => localStart.startsWith(date));

let dir: string;
let readModels: ReadModels;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-held-'));
  readModels = await openReadModels({ dir });
  for (const [table, rows] of [
    ['buckets', ROWS],
    ['daily', dailyOf(ROWS)],
  ] as const) {
    const values = rows.map((row) => ({
      ...{ user_id: STORED, source: row.source, activity: row.activity, local_date: row.localStart.slice(0, 10) },
      ...{ duration_ms: row.durationMs, version: 1, is_deleted: 0 },
      ...(table === 'buckets' && {
        ...{ document: row.document, page: row.page, bucket_local: row.localStart, bucket_utc: row.utcStart },
      }),
    }));
    await readModels.database.insert(table, values);
  }
  for (const localDate of DAYS)
    readModels.hold({ userId: HELD, localDate, size: 1, times: () => onDay(localDate).map(timeOf) });
});
afterAll(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

const daysOf = (date: LocalDate) => ({ rb: date, re: date });

function planOf(parameters: AnalyticParameters, schedule?: readonly WeeklyRange[]): AnalyticPlan {
  const request = parseAnalyticQuery(parameters, '2026-02-03' as LocalDate);
  const plan = 'code' in request ? request : planQuery(request.query, schedule);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return plan;
}

async function cells(userId: string, plan: AnalyticPlan) {
  const whole = shapeReport(plan, await readModels.readReport({ userId, classes }, plan));
  return whole.rows.map((row, index) => cellsOf(whole, row, index));
}

describe('a report of one day that is held in memory', () => {
  it.each(FORMS)('equals a sum by hand and the report from the tables: %p', async (form) => {
    for (const date of DAYS) {
      for (const restriction of RESTRICTIONS) {
        const asked = { rk: 'activity', ...form, ...restriction, ...daysOf(date) };
        const expected = expectedRows(ROWS, asked);
        expect(await cells(HELD, planOf(asked))).toEqual(expected);
        expect(await cells(STORED, planOf(asked))).toEqual(expected);
      }
    }
  });

  it('has time to compare in each of these days', () => {
    for (const date of DAYS) expect(onDay(date).length).toBeGreaterThan(20);
  });

  it.each([
    ['at all hours', [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, beginMinute: 0, endMinute: 1_440 }))],
    ['in the morning of a Wednesday', [{ weekday: 3, beginMinute: 60, endMinute: 125 }]],
    ['at no hour', []],
  ])('counts the hours of a schedule as the tables do: %s', async (_hours, schedule) => {
    for (const date of DAYS) {
      for (const form of [{ rk: 'activity' }, { pv: 'interval', rs: 'minute', rk: 'document' }]) {
        const plan = planOf({ ...form, ...daysOf(date), s: '4' }, schedule);
        expect(await cells(HELD, plan)).toEqual(await cells(STORED, plan));
      }
    }
  });

  it('counts the hours of the week as the tables do', async () => {
    for (const date of DAYS) {
      const plan = byHourOfWeek(planOf({ rk: 'productivity', ...daysOf(date) }));
      const rowsOf = async (userId: string) =>
        (await readModels.readReport({ userId, classes }, plan))
          .map(({ intervalStart, values, durationMs }) => [intervalStart, values[0], durationMs].join(' '))
          .sort();
      expect(await rowsOf(HELD)).toEqual(await rowsOf(STORED));
      expect(await rowsOf(HELD)).not.toEqual([]);
    }
  });

  it('has the same buckets on the page of the day', async () => {
    for (const date of DAYS) {
      const bucketsOf = async (userId: string) =>
        (await readModels.readDay({ userId, date })).map((one) => JSON.stringify(Object.entries(one).sort())).sort();
      expect(await bucketsOf(HELD)).toEqual(await bucketsOf(STORED));
    }
  });

  it('is for its own user and day: others, and longer reports, ask the tables', async () => {
    expect(await cells(HELD, planOf({ rk: 'activity', ...daysOf('2026-01-02' as LocalDate) }))).toEqual([]);
    expect(await cells(HELD, planOf({ rk: 'activity', rb: '2025-12-31', re: '2026-01-01' }))).toEqual([]);
  });
});

describe('a day in memory is let go, and the tables asked,', () => {
  const table = { name: 'buckets', columns: [], key: ['user_id'] } as const;
  const daily = { ...table, name: 'daily' };
  const date = '2026-01-01' as LocalDate;
  const asked = planOf({ rk: 'activity', ...daysOf(date) });
  beforeEach(async () => {
    readModels.hold({ userId: HELD, localDate: date, size: 1, times: () => onDay(date).map(timeOf) });
    expect(await cells(HELD, asked)).not.toEqual([]);
  });

  it.each([
    ['when its user is erased', () => readModels.eraseUserRows([table, daily], HELD)],
    [
      'when a part of its time is erased',
      () => readModels.eraseDayRows([table, daily], { userId: HELD, days: [{ localDate: date, begins: '1' }] }),
    ],
    ['when a change is made past the methods', () => Promise.resolve(readModels.invalidate(new Set([HELD])))],
  ])('%s', async (_what, change) => {
    await change();
    expect(await cells(HELD, asked)).toEqual([]);
  });

  it('but not when rows are written, or another user is erased', async () => {
    await readModels.eraseUserRows([table, daily], '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a09');
    expect(await cells(HELD, asked)).not.toEqual([]);
  });
});
