import type { Connection } from '../load/connection.js';
import { YEAR } from './reports.js';

const ROUNDS = 20;
/** In so many years the user has 554,800 rows of `buckets`. */
export const YEARS_OF_A_HEAVY_USER = 8;

/** A report of all that time, and the places of the activity and the level in its rows. */
interface HeavyReport {
  readonly name: string;
  readonly kind: string;
  readonly activityAt: number;
  readonly levelAt: number;
}

const REPORTS: readonly HeavyReport[] = [
  { name: 'activities, from days', kind: 'activity', activityAt: 3, levelAt: 5 },
  { name: 'documents, from buckets', kind: 'document', activityAt: 3, levelAt: 6 },
];

const pathOf = ({ kind }: HeavyReport): string =>
  `/anapi/data?${new URLSearchParams({
    ...{ pv: 'rank', rk: kind, format: 'json' },
    ...{ rb: `${YEAR - YEARS_OF_A_HEAVY_USER + 1}-01-01`, re: `${YEAR}-12-31` },
  }).toString()}`;

/** A change of the user's taxonomy, and the rows of a report that must have the new level. */
export interface Change {
  readonly name: string;
  /** The path under `/api/v1/taxonomy/`. */
  readonly path: string;
  readonly isChanged: (activity: string) => boolean;
}

const CHANGES: readonly Change[] = [
  {
    name: 'one activity',
    path: 'activities/application-0',
    isChanged: (activity) => activity === 'application-0',
  },
  // The taxonomy does not know the generated activities. All are Uncategorized, so this changes
  // every row.
  { name: 'every row', path: 'categories/Uncategorized/Uncategorized', isChanged: () => true },
];

/**
 * Times from the request that changes the taxonomy to a report of eight years that has the new
 * level in every such row. In ms, once for each round, by change and report. Infinity for a report
 * that still has the old level.
 */
export async function timeRecategorising(connection: Connection): Promise<Map<string, number[]>> {
  const durationsMs = new Map<string, number[]>();
  for (const change of CHANGES) {
    for (const report of REPORTS) {
      const ofBoth: number[] = [];
      for (let round = 0; round < ROUNDS; round++)
        ofBoth.push(await timeChange(connection, { change, report, level: round % 2 === 0 ? 1 : -1 }));
      durationsMs.set(`${change.name}: ${report.name}`, ofBoth);
    }
    await connection.call({ method: 'DELETE', path: '/api/v1/taxonomy/activities/application-0' });
  }
  return durationsMs;
}

async function timeChange(
  connection: Connection,
  { change, report, level }: { change: Change; report: HeavyReport; level: number },
): Promise<number> {
  const body = JSON.stringify({ productivity: level });
  const startedAt = performance.now();
  await connection.call({ method: 'PUT', path: `/api/v1/taxonomy/${change.path}`, body });
  const text = await connection.call({ method: 'GET', path: pathOf(report) });
  const durationMs = performance.now() - startedAt;
  const { rows } = JSON.parse(text) as { rows: unknown[][] };
  const changed = rows.filter((row) => change.isChanged(String(row[report.activityAt])));
  return changed.length > 0 && changed.every((row) => row[report.levelAt] === level) ? durationMs : Infinity;
}
