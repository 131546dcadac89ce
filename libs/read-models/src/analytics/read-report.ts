import { type AnalyticPlan, ReportRows, type ReportRow, type SummedTime, type TimeClasses } from '@app/domain';
import type { Database } from '../database/database.js';
import { NativeColumns } from '../formats/native-columns.js';
import type { RememberedTime } from './remembered-time.js';
import { type BoundQuery, type TimeAsked, timeSql } from './time-sql.js';

/** Where time is read from. */
export interface TimeSource {
  readonly database: Database;
  /**
   * Time from earlier reads that is still valid. Undefined when other processes write to the tables
   * too.
   */
  readonly remembered: RememberedTime | undefined;
}

/** The owner of a report, and the classes of their time. */
export interface ReportOwner {
  readonly userId: string;
  readonly classes: TimeClasses;
}

/**
 * The summed rows of one user's time that answer a plan. They are in the order of the report,
 * except for ties. Rejects when the store does.
 *
 * Rows that a newer version replaced or deleted do not count. On the day that summer time ends, two
 * UTC buckets have one local label: they are summed. One query reads all time. A second query reads
 * the activities that the user's rules split by document or page, when the answer has such
 * activities.
 */
export async function readReport(
  source: TimeSource,
  { userId, classes }: ReportOwner,
  plan: AnalyticPlan,
): Promise<ReportRow[]> {
  const rows = new ReportRows(plan, classes);
  const split = rows.add(await readTime(source, { userId, plan }));
  if (split.length > 0) rows.add(await readTime(source, { userId, plan, activities: split }));
  return rows.all();
}

function readTime({ database, remembered }: TimeSource, asked: TimeAsked): Promise<SummedTime> {
  const bound = timeSql(asked);
  const read = () => readColumns(database, bound);
  if (!remembered) return read();
  return remembered.timeOf({ userId: asked.userId, query: JSON.stringify(bound) }, read);
}

async function readColumns(database: Database, { query, query_params }: BoundQuery): Promise<SummedTime> {
  const columns = NativeColumns.fromBytes(await database.nativeBytes(query, query_params));
  return {
    durationsMs: columns.numbers('duration') ?? [],
    activities: columns.dictionary('activity_name') ?? { names: [], numbers: [] },
    documents: columns.texts('document'),
    pages: columns.texts('page'),
    intervalStarts: columns.numbers('interval_start'),
  };
}
