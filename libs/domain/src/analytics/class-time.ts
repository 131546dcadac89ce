import type { ActivityClass, TimeClasses } from '../taxonomy/index.js';
import {
  type AnalyticPlan,
  LISTINGS,
  type NameRestriction,
  type ReportColumn,
  type StoredColumn,
} from './plan-query.js';
import type { ReportRow } from './shape-report.js';

/** Time with one activity, or one document or page of it, in one interval or in the whole range: as a read model sums it. */
export interface TimeRow {
  /** Local start of the interval, `YYYY-MM-DDTHH:MM:SS`; undefined in a rank. */
  readonly intervalStart: string | undefined;
  readonly activity: string;
  /** Undefined in rows that were not read by document. */
  readonly document: string | undefined;
  /** Path of the page; undefined in rows that were not read by page. */
  readonly page: string | undefined;
  readonly durationMs: number;
}

/** Whether the read model can tell what bears the name; if not, only the taxonomy can. */
export const isStored = (restriction: NameRestriction): restriction is NameRestriction<StoredColumn> =>
  restriction.columns.every((column) => column === 'activity' || column === 'document');

/**
 * The rows of a report, out of time that is classed here, by the user's taxonomy as it is now: so a change of it holds for
 * all history at once, and no report ever mixes two taxonomies.
 *
 * Time whose class does not bear the name of the plan's thing or thingy is left out, unless the read model saw to that
 * (see `isStored`). Order of the rows as they come, each where its first part stood.
 */
export function classTime(plan: AnalyticPlan, rows: readonly TimeRow[], classes: TimeClasses): ReportRow[] {
  const restrictions = [plan.thing, plan.thingy].filter((one) => one !== undefined && !isStored(one));
  const isWhole = rows.every(({ document }) => document === undefined);
  // As one activity has one class then, every row is a row of the report already.
  if (isWhole && plan.listing === 'activities' && restrictions.length === 0) return listActivities(rows, classes);
  const { columns } = LISTINGS[plan.listing];
  const isEfficiency = plan.listing === 'efficiency';
  const groups = new Map<string, { -readonly [K in keyof ReportRow]: ReportRow[K] }>();
  for (const row of rows) {
    const { intervalStart, activity, document = '', page = '', durationMs } = row;
    const ofRow =
      row.document === undefined ? classes.ofActivity(activity) : classes.ofTime({ activity, document, page });
    const isNamed = (one: NameRestriction) => one.columns.some((column) => cellOf(column, row, ofRow) === one.name);
    if (restrictions.some((one) => one && !isNamed(one))) continue;
    const values: (string | number)[] = [];
    let key = intervalStart ?? '';
    for (const column of columns) {
      const value = cellOf(column, row, ofRow);
      values.push(value);
      key += `\0${value}`;
    }
    const weightedMs = isEfficiency ? durationMs * ofRow.productivity : undefined;
    const group = groups.get(key);
    if (!group) groups.set(key, { intervalStart, values, durationMs, weightedMs });
    else {
      group.durationMs += durationMs;
      if (weightedMs !== undefined) group.weightedMs = (group.weightedMs ?? 0) + weightedMs;
    }
  }
  return [...groups.values()];
}

function listActivities(rows: readonly TimeRow[], classes: TimeClasses): ReportRow[] {
  const listed = new Map<string, readonly (string | number)[]>();
  return rows.map(({ intervalStart, activity, durationMs }) => {
    let values = listed.get(activity);
    if (!values) {
      const { category, productivity } = classes.ofActivity(activity);
      listed.set(activity, (values = [activity, category, productivity]));
    }
    return { intervalStart, values, durationMs, weightedMs: undefined };
  });
}

function cellOf(column: ReportColumn, { activity, document }: TimeRow, ofRow: ActivityClass): string | number {
  switch (column) {
    case 'activity':
      return activity;
    case 'document':
      return document ?? '';
    default:
      return ofRow[column];
  }
}
