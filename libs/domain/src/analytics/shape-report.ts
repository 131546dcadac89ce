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

/** The documented envelope of a report, in its documented key order. */
export interface ReportEnvelope {
  readonly notes: string;
  readonly row_headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const NOTES = 'data is an array of arrays (rows), column names for rows in row_headers';

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
export function shapeReport(plan: AnalyticPlan, rows: readonly ReportRow[], person = ''): ReportEnvelope {
  const { perspective } = plan;
  const counted = perspective === 'member' ? [] : ['Number of People'];
  const headers = LISTINGS[plan.listing].headers;
  return {
    notes: NOTES,
    row_headers: [FIRST_HEADERS[perspective], 'Time Spent (seconds)', ...counted, ...headers],
    rows: laidOut(perspective, rows, person),
  };
}

type Cell = string | number;

/** Rows as the report has them, in its order. A year by day is some 18,000: there is one array for each, and nothing else. */
function laidOut(perspective: Perspective, rows: readonly ReportRow[], person: string): Cell[][] {
  const isMember = perspective === 'member';
  const columnsBefore = isMember ? 2 : 3;
  const laid: Cell[][] = [];
  for (const { intervalStart = '', durationMs, weightedMs, values, people = 1 } of rows) {
    const seconds = Math.round(durationMs / 1000);
    if (seconds === 0) continue;
    const listed = weightedMs === undefined ? values : efficiencyOf(weightedMs, durationMs);
    // Of its final length at once: joining two arrays costs four times as much.
    const row = new Array<Cell>(columnsBefore + listed.length);
    row[0] = isMember ? person : intervalStart;
    row[1] = seconds;
    if (!isMember) row[2] = people;
    for (let n = 0; n < listed.length; n++) row[columnsBefore + n] = listed[n] as Cell;
    laid.push(row);
  }
  laid.sort((a, b) => compareRows(a, b, columnsBefore));
  if (perspective === 'rank') for (const [index, row] of laid.entries()) row[0] = index + 1;
  return laid;
}

/** By the first cell, which all rows of a rank share until they are numbered; then most seconds first; then by what is listed. */
function compareRows(a: readonly Cell[], b: readonly Cell[], firstListed: number): number {
  if (a[0] !== b[0]) return compareText(String(a[0]), String(b[0]));
  if (a[1] !== b[1]) return Number(b[1]) - Number(a[1]);
  // By the first cell whose text differs. A rank of documents is full of equal seconds, so this joins nothing.
  for (let column = firstListed; column < a.length; column++) {
    const order = a[column] === b[column] ? 0 : compareText(String(a[column]), String(b[column]));
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
