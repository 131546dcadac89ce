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

/** One row of a report: `[first, seconds, people, ...listed]`. */
export interface ReportLine {
  /** A rank, a date or a person. */
  readonly first: Cell;
  readonly seconds: number;
  /** Undefined in a report that counts no people. */
  readonly people: number | undefined;
  /** What the time was spent on. Lines may share it: whoever renders it need do so but once. */
  readonly listed: readonly Cell[];
}

/** What a report says, in the order of its rows; `renderJson` and `renderCsv` make text of it. */
export interface Report {
  readonly headers: readonly string[];
  readonly lines: readonly ReportLine[];
}

/** Name of the first column. */
export const FIRST_HEADERS = { rank: 'Rank', interval: 'Date', member: 'Person' } as const satisfies Record<
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
  const { perspective } = plan;
  const counted = perspective === 'member' ? [] : ['Number of People'];
  const headers = [FIRST_HEADERS[perspective], 'Time Spent (seconds)', ...counted, ...LISTINGS[plan.listing].headers];
  const lines = inOrder(linesOf(perspective, rows, person));
  if (perspective === 'rank') for (const [index, line] of lines.entries()) line.first = index + 1;
  return { headers, lines };
}

/** The cells of a line, in the order of the headers. */
export const cellsOf = ({ first, seconds, people, listed }: ReportLine): Cell[] =>
  people === undefined ? [first, seconds, ...listed] : [first, seconds, people, ...listed];

/** A line that is not numbered yet. */
type LaidLine = { -readonly [K in keyof ReportLine]: ReportLine[K] };

/** A year by day is some 18,000 lines. */
function linesOf(perspective: Perspective, rows: readonly ReportRow[], person: string): LaidLine[] {
  const isMember = perspective === 'member';
  const lines: LaidLine[] = [];
  for (const { intervalStart = '', durationMs, weightedMs, values, people = 1 } of rows) {
    const seconds = Math.round(durationMs / 1000);
    if (seconds === 0) continue;
    const listed = weightedMs === undefined ? values : efficiencyOf(weightedMs, durationMs);
    lines.push({ first: isMember ? person : intervalStart, seconds, people: isMember ? undefined : people, listed });
  }
  return lines;
}

/** Read models have most of them in order, and to look is a tenth of what it costs to sort. */
function inOrder(lines: LaidLine[]): LaidLine[] {
  for (let n = 1; n < lines.length; n++)
    if (compareLines(lines[n - 1] as ReportLine, lines[n] as ReportLine) > 0) return lines.sort(compareLines);
  return lines;
}

/** By the first cell, which all lines of a rank share until they are numbered; then most seconds first; then by what is listed. */
function compareLines(a: ReportLine, b: ReportLine): number {
  if (a.first !== b.first) return compareText(String(a.first), String(b.first));
  if (a.seconds !== b.seconds) return b.seconds - a.seconds;
  // By the first cell whose text differs. A rank of documents is full of equal seconds, so this joins nothing.
  for (let column = 0; column < a.listed.length; column++) {
    const [ofA, ofB] = [a.listed[column], b.listed[column]];
    const order = ofA === ofB ? 0 : compareText(String(ofA), String(ofB));
    if (order !== 0) return order;
  }
  return 0;
}

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
