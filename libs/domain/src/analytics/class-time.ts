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
  /** Path of the page; undefined in rows that were not read by page, which no rule tells apart. */
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
 * (see `isStored`). Order of the rows as they come; those that several rows of time add up to stand last, each where its first
 * part stood among them.
 */
export function classTime(plan: AnalyticPlan, rows: readonly TimeRow[], classes: TimeClasses): ReportRow[] {
  const isRestriction = (one: NameRestriction | undefined): one is NameRestriction =>
    one !== undefined && !isStored(one);
  const restrictions = [plan.thing, plan.thingy].filter(isRestriction);
  const columns: readonly ReportColumn[] = LISTINGS[plan.listing].columns;
  const valuesOf: ListedValues = (row, ofRow) => columns.map((column) => cellOf(column, row, ofRow));
  const listedOf = plan.resolution ? sharedBetweenIntervals(valuesOf) : valuesOf;
  const listsDetail = columns.includes(plan.detail);
  const whole: ReportRow[] = [];
  const groups = new TimeGroups(plan.listing === 'efficiency');
  for (const row of rows) {
    const { intervalStart, activity, document = '', page, durationMs } = row;
    const ofRow = page === undefined ? classes.ofActivity(activity) : classes.ofTime({ activity, document, page });
    if (!restrictions.every(({ columns, name }) => columns.some((column) => cellOf(column, row, ofRow) === name)))
      continue;
    // All of its time has one class then, so it is a row of the report already.
    if (listsDetail && page === undefined)
      whole.push({ intervalStart, values: listedOf(row, ofRow), durationMs, weightedMs: undefined });
    else groups.add(row, valuesOf(row, ofRow), ofRow.productivity);
  }
  return [...whole, ...groups.rows()];
}

/** The values of a listing's columns. */
type Listed = readonly (string | number)[];
type ListedValues = (row: TimeRow, ofRow: ActivityClass) => Listed;

/** One array for an activity, or a document of it, in all intervals: whoever renders the report need render it but once. */
function sharedBetweenIntervals(valuesOf: ListedValues): ListedValues {
  const known = new Map<string, Map<string | undefined, Listed>>();
  return (row, ofRow) => {
    let ofActivity = known.get(row.activity);
    if (!ofActivity) known.set(row.activity, (ofActivity = new Map<string | undefined, Listed>()));
    let values = ofActivity.get(row.document);
    if (!values) ofActivity.set(row.document, (values = valuesOf(row, ofRow)));
    return values;
  };
}

/** Time added up by what is listed, interval by interval. */
class TimeGroups {
  private readonly groups = new Map<string, { -readonly [K in keyof ReportRow]: ReportRow[K] }>();

  constructor(private readonly isWeighted: boolean) {}

  add({ intervalStart, durationMs }: TimeRow, values: Listed, productivity: number): void {
    let key = intervalStart ?? '';
    for (const value of values) key += `\0${value}`;
    const weightedMs = this.isWeighted ? durationMs * productivity : undefined;
    const group = this.groups.get(key);
    if (!group) this.groups.set(key, { intervalStart, values, durationMs, weightedMs });
    else {
      group.durationMs += durationMs;
      if (weightedMs !== undefined) group.weightedMs = (group.weightedMs ?? 0) + weightedMs;
    }
  }

  rows(): Iterable<ReportRow> {
    return this.groups.values();
  }
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
