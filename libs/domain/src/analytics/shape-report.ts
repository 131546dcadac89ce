import type { Perspective } from './analytic-query.js';
import { type AnalyticPlan, LISTINGS } from './plan-query.js';

/** One group that a read model summed: time with one listed thing, in one interval or in the whole range. */
export interface ReportRow {
  /** Local start of the interval, `YYYY-MM-DDTHH:MM:SS`; undefined in a rank. */
  readonly intervalStart: string | undefined;
  /** The columns of the plan's listing, in their order; a productivity level is a number. */
  readonly values: readonly (string | number)[];
  readonly durationMs: number;
  /** Milliseconds times productivity level (-2..2), summed; undefined in any listing but efficiency. */
  readonly weightedMs: number | undefined;
  /** How many people have time in it; undefined in a report about one. */
  readonly people?: number;
}

/** The value of a column: a name, a date, a count or a level. */
export type Cell = string | number;

/** What a report says. The API writes it as JSON or CSV. */
export interface Report {
  readonly perspective: Perspective;
  /** Whose time it is, where the first column says so. */
  readonly person: string;
  readonly headers: readonly string[];
  /** In the order of the report, none of 0 s. Rows may share their values: whoever renders them need do so but once. */
  readonly rows: readonly ReportRow[];
}

/** Name of the first column. */
const FIRST_HEADERS = { rank: 'Rank', interval: 'Date', member: 'Person' } as const satisfies Record<
  Perspective,
  string
>;

/**
 * Lays the rows out as documented: `[rank or date, seconds, people, ...listed]`; as recorded of the member perspective, which is
 * in no documentation: `[person, seconds, ...listed]`.
 *
 * Milliseconds become whole seconds here, after all summing; groups of 0 s are left out. A rank orders by seconds,
 * most first, and numbers from 1; so does a member; an interval orders by date, then as a rank. Ties (arbitrary in recordings)
 * go by name. No rows: all headers and an empty list. Source: Analytic Data API, "Output Formats"; columns and order as recorded.
 */
export function shapeReport(plan: AnalyticPlan, rows: readonly ReportRow[], person = ''): Report {
  const { perspective, listing } = plan;
  const counted = perspective === 'member' ? [] : ['Number of People'];
  const headers = [FIRST_HEADERS[perspective], 'Time Spent (seconds)', ...counted, ...LISTINGS[listing].headers];
  const isNothing = (row: ReportRow) => secondsOf(row) === 0;
  const shown = rows.some(isNothing) ? rows.filter((row) => !isNothing(row)) : rows;
  return { perspective, person, headers, rows: inOrder(listing === 'efficiency' ? shown.map(withEfficiency) : shown) };
}

/** Whole seconds of a row. */
export const secondsOf = ({ durationMs }: ReportRow): number => Math.round(durationMs / 1000);

/** What stands first in the row that has this place: its date, its rank or the person. */
export function firstCell({ perspective, person }: Report, { intervalStart = '' }: ReportRow, index: number): Cell {
  if (perspective === 'interval') return intervalStart;
  return perspective === 'rank' ? index + 1 : person;
}

/** All cells of the row that has this place, in the order of the headers. */
export function cellsOf(report: Report, row: ReportRow, index: number): Cell[] {
  const first = firstCell(report, row, index);
  const { people = 1, values } = row;
  return report.perspective === 'member'
    ? [first, secondsOf(row), ...values]
    : [first, secondsOf(row), people, ...values];
}

/** Read models have most of them in order, and looking is quicker than sorting. */
function inOrder(rows: readonly ReportRow[]): readonly ReportRow[] {
  for (let n = 1; n < rows.length; n++)
    if (compareRows(rows[n - 1] as ReportRow, rows[n] as ReportRow) > 0) return sorted(rows);
  return rows;
}

/** Interval by interval: texts alone are sorted without calling back, and an interval has few rows. */
function sorted(rows: readonly ReportRow[]): ReportRow[] {
  const byInterval = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const { intervalStart = '' } = row;
    const ofInterval = byInterval.get(intervalStart);
    if (ofInterval) ofInterval.push(row);
    else byInterval.set(intervalStart, [row]);
  }
  return [...byInterval.keys()].sort().flatMap((start) => byInterval.get(start)?.sort(compareRows) ?? []);
}

/** By interval, of which there is one in a rank and by member; then most seconds first; then by what is listed. */
function compareRows(a: ReportRow, b: ReportRow): number {
  if (a.intervalStart !== b.intervalStart) return compareText(a.intervalStart ?? '', b.intervalStart ?? '');
  const more = secondsOf(b) - secondsOf(a);
  if (more !== 0) return more;
  // By the first value whose text differs. A rank of documents is full of equal seconds, so this joins nothing.
  for (let column = 0; column < a.values.length; column++) {
    const [ofA, ofB] = [a.values[column], b.values[column]];
    const order = ofA === ofB ? 0 : compareText(String(ofA), String(ofB));
    if (order !== 0) return order;
  }
  return 0;
}

const withEfficiency = (row: ReportRow): ReportRow => ({
  ...row,
  values: efficiencyOf(row.weightedMs ?? 0, row.durationMs),
});

/**
 * Mean productivity level (-2..2) of a time, and the same on a scale of 0 to 100: both rounded to two places, each from
 * the unrounded mean. NaN when there is no time. Source: fits every recorded efficiency row.
 */
function efficiencyOf(weightedMs: number, durationMs: number): [level: number, percent: number] {
  // Whole numbers up to the one division: no rounding error can tip a half.
  return [
    roundHalfAwayFromZero((100 * weightedMs) / durationMs) / 100,
    roundHalfAwayFromZero((2_500 * (weightedMs + 2 * durationMs)) / durationMs) / 100,
  ];
}

function roundHalfAwayFromZero(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
