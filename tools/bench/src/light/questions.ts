import { addDays, type LocalDate } from '@app/domain';
import type { Connection } from '../load/connection.js';

/** The rank of a day's activities. */
export const dayPath = (day: string): string => {
  const fields = { format: 'json', perspective: 'rank', restrict_kind: 'activity' };
  return `/anapi/data?${new URLSearchParams({ ...fields, restrict_begin: day, restrict_end: day }).toString()}`;
};

/** How many answers a second the connections get, each asking again after its answer. */
export async function answersPerSecond(
  connections: readonly Connection[],
  seconds: number,
  pathOf: (n: number) => string,
): Promise<number> {
  const startedAt = performance.now();
  let asked = 0;
  let answered = 0;
  const asking = connections.map(async (connection) => {
    while (performance.now() - startedAt < seconds * 1_000) {
      await connection.call({ method: 'GET', path: pathOf(asked++) });
      answered++;
    }
  });
  await Promise.all(asking);
  return (answered * 1_000) / (performance.now() - startedAt);
}

/** Never the same days twice: each day of a year, then each two days, and so on. */
export const otherDays =
  (first: LocalDate, days: number) =>
  (n: number): string => {
    const begin = addDays(first, n % days);
    return dayPath(begin).replace(/(restrict_end=)[^&]*/, `$1${addDays(begin, Math.floor(n / days))}`);
  };
