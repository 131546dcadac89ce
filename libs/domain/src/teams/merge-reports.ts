import type { ReportRow } from '../analytics/shape-report.js';

/**
 * Merges the reports of several people. Rows with the same interval and values become one row with
 * their sum.
 *
 * `reports` holds the rows of one person each, all of one plan. Each person's own taxonomy has
 * classified them. `people` counts the people with time in a row. Milliseconds are added before
 * rounding. Rows keep the order of their first appearance.
 */
export function mergeReports(reports: readonly (readonly ReportRow[])[]): ReportRow[] {
  const merged = new Map<string, { -readonly [K in keyof ReportRow]: ReportRow[K] }>();
  const lastPerson = new Map<string, number>();
  reports.forEach((rows, person) => {
    for (const { intervalStart, values, durationMs, weightedMs } of rows) {
      if (durationMs === 0) continue;
      const key = [intervalStart ?? '', ...values].join('\0');
      const isCounted = lastPerson.get(key) === person;
      lastPerson.set(key, person);
      const row = merged.get(key);
      if (!row) {
        merged.set(key, { intervalStart, values, durationMs, weightedMs, people: 1 });
        continue;
      }
      row.durationMs += durationMs;
      if (weightedMs !== undefined) row.weightedMs = (row.weightedMs ?? 0) + weightedMs;
      if (!isCounted) row.people = (row.people ?? 0) + 1;
    }
  });
  return [...merged.values()];
}
