import { type ActivityClass, type ClassOrigin, classOrigin, type Taxonomy } from '../../taxonomy/index.js';
import type { AnalyticPlan } from '../plan-query.js';
import type { ReportRow } from '../shape-report.js';
import { eachInSteps, Longest } from './longest.js';
import { type TimeSums, sumsOf } from '../day/day-report.js';

/** Time of an activity with one class, and where the class comes from. */
export interface ActivityEntry extends ActivityClass {
  readonly activity: string;
  readonly seconds: number;
  readonly origin: ClassOrigin;
}

/** All activities of a range. The list goes from most time to least, then by name. */
export interface ActivityTable extends TimeSums {
  readonly activities: readonly ActivityEntry[];
  /** How many there are in all. */
  readonly activityCount: number;
}

/** Time of a document with one class. */
export interface DocumentTime {
  readonly document: string;
  readonly category: string;
  readonly productivity: number;
  readonly seconds: number;
}

export interface DocumentTable {
  readonly seconds: number;
  readonly documents: readonly DocumentTime[];
  /** How many there are in all. */
  readonly documentCount: number;
}

/** The plan of a rank of activities, with the overview of each. */
export const byOverview = (plan: AnalyticPlan): AnalyticPlan => ({ ...plan, listing: 'activitiesOfOverviews' });

/**
 * The `most` activities with most time. `rows` are those of `byOverview`, classed by this taxonomy.
 * An activity whose documents have several classes by the user's rules is a row for each. It works
 * in steps, as all of this folder for ranks: they may have a million rows.
 */
export function* activityTable(
  rows: Iterable<ReportRow>,
  taxonomy: Taxonomy,
  most: number,
): Generator<void, ActivityTable, void> {
  const longest = new Longest<ActivityClass & { activity: string; seconds: number }>(most);
  const levelsMs = [0, 0, 0, 0, 0];
  yield* eachInSteps(rows, ({ values, durationMs }) => {
    const [activity, overview, category] = values.map(String) as [string, string, string];
    const productivity = Number(values[3]) as ActivityClass['productivity'];
    levelsMs[productivity + 2] = (levelsMs[productivity + 2] ?? 0) + durationMs;
    longest.add({ activity, overview, category, productivity, seconds: durationMs / 1000 });
  });
  const activities: ActivityEntry[] = [];
  yield* eachInSteps(longest.list(), (one) =>
    activities.push({ ...one, origin: classOrigin(taxonomy, one.activity, one) }),
  );
  return { ...sumsOf(levelsMs), activities, activityCount: longest.count };
}

/** The `most` documents with most time. `rows` are those of a rank of one activity's documents. */
export function* documentTable(rows: Iterable<ReportRow>, most: number): Generator<void, DocumentTable, void> {
  const longest = new Longest<DocumentTime>(most);
  let totalMs = 0;
  yield* eachInSteps(rows, ({ values, durationMs }) => {
    totalMs += durationMs;
    const [document, category] = [String(values[0]), String(values[1])];
    longest.add({ document, category, productivity: Number(values[2]), seconds: durationMs / 1000 });
  });
  return { seconds: totalMs / 1000, documents: longest.list(), documentCount: longest.count };
}
