import type { Connection } from '../load/connection.js';
import { YEAR } from './questions.js';

const ROUNDS = 40;
const YEARS = 5;
const REPORT = `/anapi/data?${new URLSearchParams({
  ...{ pv: 'rank', rk: 'activity', format: 'json' },
  ...{ rb: `${YEAR - YEARS + 1}-01-01`, re: `${YEAR}-12-31` },
}).toString()}`;

/** What is said of the user's time, and which rows of a report must bear the level that was said. */
export interface Change {
  readonly name: string;
  /** Under `/api/v1/taxonomy/`. */
  readonly path: string;
  readonly isChanged: (activity: string) => boolean;
}

const CHANGES: readonly Change[] = [
  {
    name: 'one activity',
    path: 'activities/application-0',
    isChanged: (activity) => activity === 'application-0',
  },
  // Nobody knows the activities that are made up: all of them are Uncategorized, so this speaks of every row.
  { name: 'every row', path: 'categories/Uncategorized/Uncategorized', isChanged: () => true },
];

/**
 * From sending a change of the taxonomy to having a report of five years that knows it in every row and nothing of the old
 * level, in ms, once for each round; Infinity for a report that does not.
 */
export async function timeRecategorising(connection: Connection): Promise<Map<string, number[]>> {
  const durationsMs = new Map<string, number[]>();
  for (const { name, path, isChanged } of CHANGES) {
    const ofChange: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const productivity = round % 2 === 0 ? 1 : -1;
      const startedAt = performance.now();
      await connection.call({
        method: 'PUT',
        path: `/api/v1/taxonomy/${path}`,
        body: JSON.stringify({ productivity }),
      });
      const { rows } = JSON.parse(await connection.call({ method: 'GET', path: REPORT })) as { rows: unknown[][] };
      const changed = rows.filter((row) => isChanged(String(row[3])));
      const isThere = changed.length > 0 && changed.every((row) => row[5] === productivity);
      ofChange.push(isThere ? performance.now() - startedAt : Infinity);
    }
    await connection.call({ method: 'DELETE', path: '/api/v1/taxonomy/activities/application-0' });
    durationsMs.set(name, ofChange);
  }
  return durationsMs;
}
