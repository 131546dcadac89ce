import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnalyticParameters,
  localDateOfUtcMs,
  parseAnalyticQuery,
  planQuery,
  cellsOf,
  shapeReport,
  timeClasses,
  type WeeklyRange,
} from '@app/domain';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import {
  type BucketRow,
  bucket,
  dailyOf,
  expectedRows,
  QUOTED,
  randomBuckets,
  TAXONOMY,
  UNBOUND,
} from '../testing/reports-by-hand.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 1, 3));
const [ALICE, BOB, CAROL, DAVE, ERIN, FRANK, GRACE] = [
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a01',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a02',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a03',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a04',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a05',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a06',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a07',
] as const;
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document'];
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'];

let dir: string;
let readModels: ReadModels;
const OF_ALICE = randomBuckets(1, 2_000);
const OF_BOB = randomBuckets(2, 500);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-reports-'));
  readModels = await openReadModels({ dir });
  const gone = randomBuckets(3, 300).map((row) => ({ ...row, activity: `${row.activity} (gone)` }));
  for (const [user, rows] of [
    [ALICE, OF_ALICE],
    [BOB, OF_BOB],
  ] as const) {
    for (const [table, live, dead] of [
      ['buckets', rows, gone],
      ['daily', dailyOf(rows), dailyOf(gone)],
    ] as const) {
      // What an earlier fold wrote: other durations, and rows that the later fold no longer has.
      const before = live.map((row) => ({ ...row, durationMs: row.durationMs + 7_000 }));
      await store(user, table, [...before, ...dead], { version: 1 });
      await store(user, table, live, { version: 2 });
      await store(user, table, dead, { version: 2, isDeleted: 1 });
    }
  }
});
afterAll(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

async function store(
  user: string,
  table: 'buckets' | 'daily',
  rows: readonly BucketRow[],
  mark: { version: number; isDeleted?: number },
) {
  const values = rows.map((row) => ({
    ...{ user_id: user, source: row.source, activity: row.activity, local_date: row.localStart.slice(0, 10) },
    ...{ duration_ms: row.durationMs, version: mark.version, is_deleted: mark.isDeleted ?? 0 },
    ...(table === 'buckets' && {
      document: row.document,
      page: row.page,
      bucket_local: row.localStart,
      bucket_utc: row.utcStart,
    }),
  }));
  await readModels.database.insert(table, values);
}

async function report(user: string, parameters: AnalyticParameters, schedule?: readonly WeeklyRange[]) {
  const request = parseAnalyticQuery(parameters, TODAY);
  const plan = 'code' in request ? request : planQuery(request.query, schedule);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return shapeReport(plan, await readModels.readReport({ userId: user, classes: timeClasses(TAXONOMY) }, plan));
}

/** The rows of that report, each as a list of its cells. */
const rowsOf = async (...asked: Parameters<typeof report>) => {
  const whole = await report(...asked);
  return whole.rows.map((row, index) => cellsOf(whole, row, index));
};

const FORMS = [
  ...KINDS.map((kind) => ({ pv: 'rank', rk: kind })),
  ...RESOLUTIONS.flatMap((rs) => [...KINDS, 'efficiency'].map((rk) => ({ pv: 'interval', rs, rk }))),
];
const RESTRICTIONS: AnalyticParameters[] = [
  {},
  { restrict_source_type: 'mobile' },
  { rt: 'Business' },
  { rt: 'Business', ry: QUOTED },
  { rt: QUOTED },
  { rt: QUOTED, ry: UNBOUND, restrict_source_type: 'computers' },
  { ry: 'Inbox, work' },
  { rt: 'Lectures' },
  { rt: 'Lectures', ry: 'Inbox, work' },
  { rt: 'Design & Composition', ry: 'Lectures' },
  { rt: 'youtube.com' },
  { rt: "it's" },
  { rt: 'No activity has this name' },
];

describe('a report from the tables', () => {
  it.each(FORMS)('equals a sum by hand over the rows, whatever is restricted: %p', async (form) => {
    for (const restriction of RESTRICTIONS) {
      // The second range is read with the days around it.
      for (const days of [
        { rb: '2025-12-29', re: '2026-01-30' },
        { rb: '2025-12-30', re: '2026-01-05' },
      ]) {
        const asked = { ...form, ...restriction, ...days };
        expect(await rowsOf(ALICE, asked)).toEqual(expectedRows(OF_ALICE, asked));
      }
    }
  });

  it.each([
    { rk: 'overview', rt: 'Business', ry: QUOTED },
    { rk: 'category', rt: 'Business' },
    { rk: 'activity', rt: 'Lectures' },
    { rk: 'overview', rt: 'Design & Composition', ry: 'Lectures' },
    { rk: 'activity', rt: QUOTED, ry: UNBOUND },
    { rk: 'document', rt: QUOTED, ry: UNBOUND },
    { rk: 'productivity', rt: 'Business', ry: QUOTED },
  ])('is not empty for %p: the sums above compare something', async (asked) =>
    expect(await rowsOf(ALICE, { ...asked, rb: '2025-12-29', re: '2026-01-30' })).not.toEqual([]),
  );

  it("never has another user's time in it", async () => {
    const asked = { rk: 'activity', rb: '2025-12-29', re: '2026-01-30' };
    expect(await rowsOf(BOB, asked)).toEqual(expectedRows(OF_BOB, asked));
    expect(await rowsOf(GRACE, asked)).toEqual([]);
  });

  it.each([
    [{ rb: '1900-01-01', re: '1950-01-01' }],
    [{ rb: '2200-01-01', re: '2300-01-01' }],
    [{ rb: '2026-01-30', re: '2025-12-29' }],
  ])('is empty for the days %p, though there is time on the first and the last day of the calendar', async (days) => {
    const ends = ['1970-01-01', '2149-06-06'].map((day) => ({
      ...bucket(`${day} 00:00:00`),
      source: 'offline' as const,
    }));
    await store(CAROL, 'daily', ends, { version: 1 });
    for (const user of [ALICE, CAROL]) expect(await rowsOf(user, { ...days, rk: 'overview' })).toEqual([]);
  });

  it('counts all time for a range wider than the calendar of the tables', async () => {
    const asked = { rk: 'overview', rb: '0100-01-01', re: '9999-12-31' };
    expect(await rowsOf(ALICE, asked)).toEqual(expectedRows(OF_ALICE, asked));
  });

  it('adds the two UTC buckets of one local label on the day that summer time ends', async () => {
    const twice = ['2025-10-26 00:00:00', '2025-10-26 01:00:00'];
    const rows = twice.map((utcStart) => ({ ...bucket('2025-10-26 02:00:00'), utcStart, durationMs: 250_400 }));
    await store(DAVE, 'buckets', rows, { version: 1 });
    await store(DAVE, 'daily', dailyOf(rows), { version: 1 });
    const days = { rb: '2025-10-26', re: '2025-10-26' };
    for (const [rs, start] of [
      ['minute', '2025-10-26T02:00:00'],
      ['hour', '2025-10-26T02:00:00'],
      ['day', '2025-10-26T00:00:00'],
    ]) {
      const listed = await rowsOf(DAVE, { ...days, pv: 'interval', rs, rk: 'overview' });
      expect(listed).toEqual([[start, 501, 1, 'Software Development']]);
    }
    const efficiency = await rowsOf(DAVE, { ...days, pv: 'interval', rk: 'efficiency' });
    expect(efficiency).toEqual([['2025-10-26T02:00:00', 501, 1, 2, 100]]);
    expect(await rowsOf(DAVE, days)).toEqual([[1, 501, 1, 'rubymine', 'Editing & IDEs', 2]]);
  });

  it('of months has the recorded total of May 2015 under the first of the month, clipped to its days', async () => {
    const seconds: [string, number][] = [
      ['2015-04-30', 999],
      ['2015-05-01', 42_300],
      ['2015-05-02', 41_173],
      ['2015-05-03', 59_521],
      ['2015-05-04', 999],
    ];
    const rows = seconds.map(([day, total]) => ({ ...bucket(`${day} 00:00:00`), durationMs: total * 1000 }));
    await store(ERIN, 'daily', rows, { version: 1 });
    const days = { pv: 'interval', rk: 'overview', rb: '2015-05-01', re: '2015-05-03' };
    const totals = async (rs: string) => (await rowsOf(ERIN, { ...days, rs })).map((cells) => cells.slice(0, 2));
    expect(await totals('month')).toEqual([['2015-05-01T00:00:00', 142_994]]);
    expect(await totals('week')).toEqual([
      ['2015-04-26T00:00:00', 83_473],
      ['2015-05-03T00:00:00', 59_521],
    ]);
  });

  it('of a schedule counts the buckets that start within its hours, and none without hours', async () => {
    // Friday 2026-01-02 and Saturday 2026-01-03.
    const starts = ['2026-01-02 08:55:00', '2026-01-02 09:00:00', '2026-01-02 09:55:00', '2026-01-02 10:00:00'];
    const rows = [...starts, '2026-01-03 09:00:00'].map((start) => bucket(start));
    await store(FRANK, 'buckets', rows, { version: 1 });
    const asked = { pv: 'interval', rs: 'minute', rk: 'overview', rb: '2026-01-01', re: '2026-01-31', s: '4' };
    const starting = async (schedule: WeeklyRange[]) => (await rowsOf(FRANK, asked, schedule)).map((cells) => cells[0]);
    expect(await starting([{ weekday: 5, beginMinute: 540, endMinute: 600 }])).toEqual([
      '2026-01-02T09:00:00',
      '2026-01-02T09:55:00',
    ]);
    expect(await starting([5, 6].map((weekday) => ({ weekday, beginMinute: 0, endMinute: 1440 })))).toHaveLength(5);
    expect(await starting([])).toEqual([]);
  });
});
