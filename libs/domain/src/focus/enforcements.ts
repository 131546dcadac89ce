import type { EnforcementCounts, FocusEnforced } from './events.js';
import { MOST_RUNS } from './limits.js';

export const NOTHING_ENFORCED: EnforcementCounts = { minimised: 0, notified: 0, sites: 0 };

/** The counts of each run of an agent, by the id of the run. */
export type CountsByRun = ReadonlyMap<string, EnforcementCounts>;

/** The counts of all runs together. */
export function sumOfRuns(runs: CountsByRun): EnforcementCounts {
  return [...runs.values()].reduce(
    (sum, { minimised, notified, sites }) => ({
      minimised: sum.minimised + minimised,
      notified: sum.notified + notified,
      sites: sum.sites + sites,
    }),
    NOTHING_ENFORCED,
  );
}

/**
 * The counts of the runs after a report. A count of a run never becomes lower. An imported log may
 * have more runs than a session takes: these do not count, because each report copies the map.
 */
export function withReport(runs: CountsByRun, { runId, ...counts }: FocusEnforced['data']): CountsByRun {
  if (runs.size >= MOST_RUNS && !runs.has(runId)) return runs;
  return new Map(runs).set(runId, highest(runs.get(runId) ?? NOTHING_ENFORCED, counts));
}

/** For each count the higher of the two. */
export const highest = (one: EnforcementCounts, other: EnforcementCounts): EnforcementCounts => ({
  minimised: Math.max(one.minimised, other.minimised),
  notified: Math.max(one.notified, other.notified),
  sites: Math.max(one.sites, other.sites),
});
