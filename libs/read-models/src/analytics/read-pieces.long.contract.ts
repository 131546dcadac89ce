import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnalyticParameters,
  type AnalyticPlan,
  cellsOf,
  localDateOfUtcMs,
  parseAnalyticQuery,
  planQuery,
  type ReportRow,
  shapeReport,
  timeClasses,
} from '@app/domain';
import fc from 'fast-check';
import type { BoundValues } from '../database/database.js';
import { ReadModelsError } from '../database/errors.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { readReport } from './read-report.js';
import { runSql } from '../testing/own-sql.js';
import { lineFor } from '../turns/line-for.js';
import { type BucketRow, dailyOf, QUOTED, randomBuckets, TAXONOMY } from '../testing/reports-by-hand.js';

const [ALICE, HEAVY, NAMES] = [
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a01',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a02',
  '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a03',
] as const;
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document'] as const;
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'] as const;
const classes = timeClasses(TAXONOMY);
const ROWS_OF_A_HEAVY_DAY = 1_500;
const HEAVY_DAYS = 90;
const NAMED_ROWS = 60_000;

let dir: string;
let readModels: ReadModels;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-pieces-'));
  readModels = await openReadModels({ dir });
  const rows = randomBuckets(1, 1_500);
  for (const [table, live] of [
    ['buckets', rows],
    ['daily', dailyOf(rows)],
  ] as const)
    await readModels.database.insert(
      table,
      live.map((row) => stored(table, row)),
    );
  await writeDays(HEAVY, ROWS_OF_A_HEAVY_DAY * HEAVY_DAYS, ROWS_OF_A_HEAVY_DAY);
  // Each row has its own document, and nearly all are in January.
  await writeDays(NAMES, NAMED_ROWS, 2_000);
});
afterAll(async () => {
  await readModels.close();
  await rm(dir, { recursive: true, force: true });
});

/** Days of so many rows each, from New Year on. A rank of the first user has few documents. */
const writeDays = (user: string, rows: number, rowsOfADay: number) =>
  runSql(
    readModels.database,
    `INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, page, local_date, duration_ms,
        version, is_deleted)
      SELECT toUUID('${user}'), toDateTime('2026-01-01 00:00:00', 'UTC') + toIntervalDay(intDiv(number, ${rowsOfADay}))
          + toIntervalMinute(5 * (number % 288)) AS at, at, 'computers', concat('application-', toString(number % 7)),
        concat('Document ', toString(if('${user}' = '${NAMES}', number, number % ${rowsOfADay}))), '', toDate(at),
        1000 + number % 3, 1, 0
      FROM numbers(${rows})`,
  );

const stored = (table: 'buckets' | 'daily', row: BucketRow) => ({
  ...{ user_id: ALICE, source: row.source, activity: row.activity, local_date: row.localStart.slice(0, 10) },
  ...{ duration_ms: row.durationMs, version: 1, is_deleted: 0 },
  ...(table === 'buckets' && {
    ...{ document: row.document, page: row.page, bucket_local: row.localStart, bucket_utc: row.utcStart },
  }),
});

function planOf(parameters: AnalyticParameters): AnalyticPlan {
  const request = parseAnalyticQuery(parameters, localDateOfUtcMs(Date.UTC(2026, 1, 3)));
  const plan = 'code' in request ? request : planQuery(request.query);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return plan;
}

/** The rows as they are shown. A rank counts its rows from 1. */
const shown = (plan: AnalyticPlan, pieces: readonly ReportRow[][]) => {
  const cells = pieces.flatMap((rows) => {
    const report = shapeReport(plan, rows);
    return report.rows.map((row, index) => cellsOf(report, row, index));
  });
  return cells;
};

async function piecesOf(from: ReadModels, userId: string, plan: AnalyticPlan): Promise<ReportRow[][]> {
  const pieces: ReportRow[][] = [];
  for await (const rows of from.readPieces({ userId, classes }, plan)) pieces.push(rows);
  return pieces;
}

/** The same read models, whose engine refuses a query of more days than the next number. */
function refusing(most: () => number, onQuery: (values: BoundValues) => void = () => undefined): ReadModels {
  return readModels.through((database) => ({
    rows: (query, values) => database.rows(query, values),
    nativeBytes: async (query, values = {}) => {
      onQuery(values);
      const [begin, end] = [values['begin'], values['end']].map((day) => Date.parse(`${String(day)}T00:00:00Z`));
      const days = ((end ?? 0) - (begin ?? 0)) / 86_400_000 + 1;
      if (query.includes('max_rows_to_read') && days > most()) throw new ReadModelsError('158', 'TOO_MANY_ROWS');
      return database.nativeBytes(query, values);
    },
    insert: (table, rows) => database.insert(table, rows),
    insertBytes: (into, bytes) => database.insertBytes(into, bytes),
    change: (statement, options) => database.change(statement, options),
    close: () => database.close(),
  }));
}

const FORMS: AnalyticParameters[] = [
  ...KINDS.map((rk) => ({ pv: 'rank', rk })),
  ...RESOLUTIONS.flatMap((rs) => [...KINDS, 'efficiency'].map((rk) => ({ pv: 'interval', rs, rk }))),
];
const RESTRICTIONS: AnalyticParameters[] = [
  {},
  { restrict_source_type: 'mobile' },
  { rt: 'Business' },
  { rt: QUOTED, ry: 'Inbox, work' },
];

describe('a report that is read in pieces', () => {
  it('has the rows of one that is read at once, however it is cut', async () => {
    const asked = fc.record({
      form: fc.constantFrom(...FORMS),
      restriction: fc.constantFrom(...RESTRICTIONS),
      begin: fc.constantFrom('2025-12-18', '2025-12-29', '2026-01-04'),
      end: fc.constantFrom('2026-02-02', '2026-01-31', '2026-01-05'),
      most: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
    });
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ({ form, restriction, begin, end, most }) => {
        const plan = planOf({ ...form, ...restriction, rb: begin, re: end });
        let n = 0;
        const pieces = await piecesOf(
          refusing(() => most[n++ % most.length] ?? 1),
          ALICE,
          plan,
        );
        cut += pieces.length > 1 ? 1 : 0;
        readModels.invalidate('all');
        expect(shown(plan, pieces)).toEqual(
          shown(plan, [await readModels.readReport({ userId: ALICE, classes }, plan)]),
        );
      }),
      { numRuns: 30 },
    );
    expect(cut).toBeGreaterThan(5);
  });

  it('is one question while it is small, and a rank of many questions is still one piece', async () => {
    const plan = planOf({ pv: 'rank', rk: 'productivity', rb: '2025-12-20', re: '2026-02-02' });
    const asked: BoundValues[] = [];
    await piecesOf(
      refusing(
        () => 99,
        (values) => asked.push(values),
      ),
      ALICE,
      { ...plan, table: 'daily' },
    );
    // One by activity, and one by page for the activities with rules.
    expect(asked.map(({ activities }) => activities !== undefined)).toEqual([false, true]);
    expect(
      await piecesOf(
        refusing(() => 3),
        ALICE,
        plan,
      ),
    ).toHaveLength(1);
  });

  it('never has more rows in one piece than the limit, whatever the engine holds', async () => {
    const plan = planOf({ pv: 'interval', rs: 'minute', rk: 'document', rb: '0100-01-01', re: '9999-12-31' });
    const pieces = await piecesOf(readModels, HEAVY, plan);
    expect(pieces.flat()).toHaveLength(ROWS_OF_A_HEAVY_DAY * HEAVY_DAYS);
    expect(Math.max(...pieces.map((rows) => rows.length))).toBeLessThanOrEqual(25_000);
    const days = pieces.map((rows) => rows.map(({ intervalStart = '' }) => intervalStart.slice(0, 10)).toSorted());
    expect(days.flat()).toEqual(days.flat().toSorted());
  });

  it('sums a rank over its pieces in whole milliseconds', async () => {
    const plan = planOf({ pv: 'rank', rk: 'document', rb: '2025-01-01', re: '2026-12-31' });
    const [rows = []] = await piecesOf(readModels, HEAVY, plan);
    const total = rows.reduce((sum, { durationMs }) => sum + durationMs, 0);
    // 1000, 1001 and 1002 ms in turn.
    expect(total).toBe(ROWS_OF_A_HEAVY_DAY * HEAVY_DAYS * 1_001);
  });

  it('waits before it holds many rows, and holds none meanwhile', async () => {
    const plan = planOf({ pv: 'interval', rs: 'month', rk: 'document', rb: '2026-01-01', re: '2026-03-31' });
    const asked: number[] = [];
    let queries = 0;
    const from = refusing(
      () => 10,
      () => (queries += 1),
    );
    const beforeLarge = () => Promise.resolve(void asked.push(queries));
    const rows: ReportRow[] = [];
    for await (const piece of from.readPieces({ userId: NAMES, classes, beforeLarge }, plan)) rows.push(...piece);
    expect(rows).toHaveLength(NAMED_ROWS);
    expect(new Set(rows.map(({ values }) => values[1])).size).toBe(NAMED_ROWS);
    // Once, before the first month with more than 50,000; then it begins that month again.
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeLessThan(queries / 2);
  });

  it('refuses a rank that would not fit into memory, and holds few rows when it does', async () => {
    const plan = planOf({ pv: 'rank', rk: 'document', rb: '2026-01-01', re: '2026-12-31' });
    const { database } = readModels;
    const read = async (mostBytes: number) => {
      const source = { database, remembered: undefined, held: undefined, turns: lineFor('folder'), mostBytes };
      return (await readReport(source, { userId: NAMES, classes }, plan)).length;
    };
    await expect(read(NAMED_ROWS * 300)).rejects.toMatchObject({ code: 'report_too_large' });
    expect(await read(NAMED_ROWS * 500)).toBe(NAMED_ROWS);
  });

  it('reads a day whatever it holds, because a day is the smallest piece', async () => {
    const plan = planOf({ pv: 'interval', rs: 'minute', rk: 'document', rb: '2026-01-05', re: '2026-01-05' });
    expect(
      (
        await piecesOf(
          refusing(() => 0),
          HEAVY,
          plan,
        )
      ).flat(),
    ).toHaveLength(ROWS_OF_A_HEAVY_DAY);
  });

  it('ends with the error of the engine when that is no limit', async () => {
    const plan = planOf({ rk: 'overview', rb: '2025-12-20', re: '2026-02-02' });
    const down = readModels.through((database) => ({
      ...database,
      rows: () => Promise.reject(new Error('down')),
      nativeBytes: () => Promise.reject(new ReadModelsError('241', 'MEMORY_LIMIT_EXCEEDED')),
    }));
    readModels.invalidate('all');
    await expect(piecesOf(down, ALICE, plan)).rejects.toThrow('MEMORY_LIMIT_EXCEEDED');
  });
});
