import type { ReportRow } from '../analytics/shape-report.js';

/**
 * The rows of several people's reports as one, each row summed over the people who have it: same interval, same values.
 *
 * `reports` holds one person's rows each, all of one plan; how each person's time is classed is their own. `people` counts those
 * with time in the row. Milliseconds add up before anything is rounded. Order of the rows as they first come.
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
