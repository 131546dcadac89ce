import { LISTINGS, planQuery, type ReportColumn } from '../analytics/plan-query.js';
import { type Report, type ReportRow, shapeReport } from '../analytics/shape-report.js';
import { shows } from '../teams/sharing.js';
import type { PublishedWeek } from './published-week.js';
import { type TeamQuestion, tooFine } from './team-question.js';
import type { PublishedCell } from './week-table.js';

const HOUR_MS = 3_600_000;

/**
 * The answer to a question: sums of the cells of published weeks. `weeks` has the tables of the
 * weeks that are asked for, in order; those without a table and those that were withdrawn may be
 * left out. Everybody in the team gets the same answer.
 *
 * Weeks whose table is coarser than the question are left out. Throws DomainError `too_fine` when
 * no table is fine enough and some are coarser.
 */
export function teamReport({ query, needed }: TeamQuestion, weeks: readonly PublishedWeek[]): Report {
  const plan = planQuery(query);
  if ('code' in plan) throw new RangeError('A question to a team names no schedule.');
  const answering = weeksAnswering({ needed }, weeks);
  const tables = weeks.filter(({ sharing }) => sharing !== 'nothing');
  if (answering.length === 0 && tables.length > 0) throw tooFine(`No table of these weeks is by ${needed}.`);
  const isByWeek = plan.resolution !== undefined;
  const isWeighted = plan.listing === 'efficiency';
  const columns: readonly ReportColumn[] = LISTINGS[plan.listing].columns;
  const rows = new Map<string, { -readonly [K in keyof ReportRow]: ReportRow[K] }>();
  for (const { week, people, cells } of answering) {
    const intervalStart = isByWeek ? `${week}T00:00:00` : undefined;
    for (const cell of cells) {
      const values = columns.map((column) => valueOf(cell, column));
      const key = [intervalStart ?? '', ...values].join('\0');
      const row = rows.get(key) ?? { intervalStart, values, durationMs: 0, weightedMs: undefined, people: '' };
      rows.set(key, row);
      row.durationMs += cell.hours * HOUR_MS;
      row.people = `${people} or more`;
      if (isWeighted) row.weightedMs = (row.weightedMs ?? 0) + cell.hours * HOUR_MS * cell.productivity;
    }
  }
  return shapeReport(plan, [...rows.values()]);
}

/** The weeks whose tables are fine enough for a question. */
export const weeksAnswering = (
  { needed }: Pick<TeamQuestion, 'needed'>,
  weeks: readonly PublishedWeek[],
): PublishedWeek[] => weeks.filter(({ sharing }) => sharing !== 'nothing' && shows(sharing, needed));

function valueOf(cell: PublishedCell, column: ReportColumn): string | number {
  if (column === 'document') throw new RangeError('A table of a team has no documents.');
  return cell[column] ?? '';
}
