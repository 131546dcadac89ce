import type { Perspective } from './analytic-query.js';
import { type AnalyticPlan, LISTINGS } from './plan-query.js';

/** One sum of a read model: time with one listed thing, in one interval or in the whole range. */
export interface ReportRow {
  /** Local start of the interval, `YYYY-MM-DDTHH:MM:SS`; undefined in a rank. */
  readonly intervalStart: string | undefined;
  /** One value for each column of the plan's listing. A productivity level is a number. */
  readonly values: readonly (string | number)[];
  readonly durationMs: number;
  /** The sum of milliseconds times productivity level (-2..2). Undefined except for efficiency. */
  readonly weightedMs: number | undefined;
  /**
   * How many people have time in the row. In a report about a team these are words, and no number.
   * Undefined in a report about one person.
   */
  readonly people?: number | string;
}

/** The value of one cell: a name, a date, a count or a level. */
export type Cell = string | number;

/** The headers and rows of a report. The API writes it as JSON or CSV. */
export interface Report {
  readonly perspective: Perspective;
  /** The person whose time it is, for the first column of the member perspective. */
  readonly person: string;
  readonly headers: readonly string[];
  /**
   * Rows in the order of the report, without rows of 0 s. Rows may share their values, so a
   * renderer may write them once for all.
   */
  readonly rows: readonly ReportRow[];
}

/** Header of the first column. */
const FIRST_HEADERS = { rank: 'Rank', interval: 'Date', member: 'Person' } as const satisfies Record<
  Perspective,
  string
>;

/**
 * Lays the rows out as documented: `[rank or date, seconds, people, ...listed]`. The member
 * perspective is not documented. Its recorded form is `[person, seconds, ...listed]`.
 *
 * Milliseconds become whole seconds here, after all summing. Groups of 0 s are left out. A rank and
 * a member list go from most seconds to least; a rank numbers its rows from 1. An interval goes by
 * date, and within a date like a rank. Equal rows go by name (in recordings their order is
 * arbitrary). A report without rows has all headers and an empty list.
 * Source: Analytic Data API, "Output Formats"; columns and order as recorded.
 */
export function shapeReport(plan: AnalyticPlan, rows: readonly ReportRow[], person = ''): Report {
  const { perspective, listing } = plan;
  const counted = perspective === 'member' ? [] : ['Number of People'];
  const headers = [FIRST_HEADERS[perspective], 'Time Spent (seconds)', ...counted, ...LISTINGS[listing].headers];
  const isNothing = (row: ReportRow) => secondsOf(row) === 0;
  const shown = rows.some(isNothing) ? rows.filter((row) => !isNothing(row)) : rows;
  return { perspective, person, headers, rows: inOrder(listing === 'efficiency' ? shown.map(withEfficiency) : shown) };
}

/** So many rows are shaped in some 10 ms, and nearly always faster: they come in order. */
const ROWS_OF_A_STEP = 5_000;

/**
 * The rows of `shapeReport` for many rows, worked out in steps, so a caller can do other work
 * between them. The value after the last step gives the rows one by one, for a caller that takes
 * its time too.
 */
export function* shapeInSteps(
  plan: AnalyticPlan,
  rows: readonly ReportRow[],
  rowsOfAStep = ROWS_OF_A_STEP,
): Generator<void, Iterable<ReportRow>, void> {
  const parts: (readonly ReportRow[])[] = [];
  for (let first = 0; first < rows.length; first += rowsOfAStep) {
    parts.push(shapeReport(plan, rows.slice(first, first + rowsOfAStep)).rows);
    yield;
  }
  return parts.length > 1 ? merged(parts) : (parts[0] ?? []);
}

/** Rows of several lists, each in order, in one order. */
function* merged(parts: readonly (readonly ReportRow[])[]): Generator<ReportRow, void> {
  const open = parts.map((rows, place) => new OpenPart(rows, place)).filter(({ next }) => next);
  open.sort(compareNext);
  for (let first = open[0]; first?.next; first = open[0]) {
    yield first.next;
    first.pass();
    if (first.next) moveFirst(open, first);
    else open.shift();
  }
}

/** A list of rows in order, its place among the lists, and how many of its rows were taken. */
class OpenPart {
  private taken = 0;
  next: ReportRow | undefined;

  constructor(
    private readonly rows: readonly ReportRow[],
    readonly place: number,
  ) {
    this.next = rows[0];
  }

  pass(): void {
    this.taken += 1;
    this.next = this.rows[this.taken];
  }
}

/** Equal rows go in the order of their parts, as when all rows are sorted at once. */
const compareNext = (a: OpenPart, b: OpenPart): number =>
  compareRows(a.next as ReportRow, b.next as ReportRow) || a.place - b.place;

/** Puts the first part, whose next row is another one now, where it belongs among the others. */
function moveFirst(open: OpenPart[], first: OpenPart): void {
  // Mostly it stays the first one.
  const second = open[1];
  if (!second || compareNext(first, second) <= 0) return;
  let [low, high] = [1, open.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareNext(first, open[middle] as OpenPart) > 0) low = middle;
    else high = middle - 1;
  }
  open.copyWithin(0, 1, low + 1);
  open[low] = first;
}

/** The time of a row in whole seconds. */
export const secondsOf = ({ durationMs }: ReportRow): number => Math.round(durationMs / 1000);

/** The first cell of the row at this index: its date, its rank or the person. */
export function firstCell(
  { perspective, person }: Omit<Report, 'rows'>,
  { intervalStart = '' }: ReportRow,
  index: number,
): Cell {
  if (perspective === 'interval') return intervalStart;
  return perspective === 'rank' ? index + 1 : person;
}

/** All cells of the row at this index, in the order of the headers. */
export function cellsOf(report: Omit<Report, 'rows'>, row: ReportRow, index: number): Cell[] {
  const first = firstCell(report, row, index);
  const { people = 1, values } = row;
  return report.perspective === 'member'
    ? [first, secondsOf(row), ...values]
    : [first, secondsOf(row), people, ...values];
}

/** Read models give most rows in order. To check that is quicker than to sort. */
function inOrder(rows: readonly ReportRow[]): readonly ReportRow[] {
  for (let n = 1; n < rows.length; n++)
    if (compareRows(rows[n - 1] as ReportRow, rows[n] as ReportRow) > 0) return sorted(rows);
  return rows;
}

/**
 * Sorts the interval starts as texts, without a callback. Then sorts the few rows of each interval.
 */
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

/**
 * Compares by interval (one for all rows, except in an interval report), then most seconds first,
 * then by the listed values.
 */
function compareRows(a: ReportRow, b: ReportRow): number {
  if (a.intervalStart !== b.intervalStart) return compareText(a.intervalStart ?? '', b.intervalStart ?? '');
  const more = secondsOf(b) - secondsOf(a);
  if (more !== 0) return more;
  // Compares value by value. In a rank of documents many rows have equal seconds: joining would be
  // slow.
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
 * The mean productivity level of a time on the scale -2..2, and on a scale of 0 to 100. Each is
 * rounded to two places from the unrounded mean. NaN when there is no time. Source: fits every
 * recorded efficiency row.
 */
function efficiencyOf(weightedMs: number, durationMs: number): [level: number, percent: number] {
  // There is only one division, of whole numbers: no rounding error can tip a half.
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
