import type { ClickHouseClient } from '@clickhouse/client';
import { type AnalyticPlan, type ReportRow } from '@app/domain';
import { reportSql } from './report-sql.js';

type Cell = string | number;

/**
 * The summed rows that answer a plan with one user's time, by one query, ordered but for ties. Rejects when the store does.
 *
 * Rows that a newer version replaced or deleted are not counted. The two UTC buckets of one local label on the day that
 * summer time ends are summed.
 */
export async function readReport(client: ClickHouseClient, userId: string, plan: AnalyticPlan): Promise<ReportRow[]> {
  // JSONCompact is parsed in one go: half the time of the row-by-row formats on large reports.
  const result = await client.query({ ...reportSql(userId, plan), format: 'JSONCompact' });
  const { data } = await result.json<Cell[]>();
  const isEfficiency = plan.listing === 'efficiency';
  return data.map((cells) => {
    const values = [...cells];
    const intervalStart = plan.resolution && String(values.shift()).replace(' ', 'T');
    const weightedMs = isEfficiency ? Number(values.pop()) : undefined;
    const durationMs = Number(values.pop());
    return { intervalStart, values, durationMs, weightedMs };
  });
}
