import { addDays, type LocalDate, utcMsOfLocalDate } from '@app/domain';
import type { Connection } from '../load/connection.js';
import { untilCaughtUp } from '../load/programs.js';
import { recordedTime, take } from '../load/recorded-time.js';
import { agentBatch } from '../smoke/agent-batch.js';

/** One device's days, one after the other. */
export interface LoadedDays {
  readonly first: LocalDate;
  readonly days: number;
}

/** As many as a busy device has: 332,150 in a year. They fill seven and a half hours. */
export const ACTIVITIES_OF_A_DAY = 910;
const DAY = { startMs: 8 * 3_600_000, meanSeconds: 30 };
const CALLS_OF_A_DAY = 2;

/**
 * Sends the days over one connection, as an agent sends what it kept, and waits until reports show
 * all. Resolves to activities per second, from the first call until they show.
 */
export async function bulkLoad(connection: Connection, { first, days }: LoadedDays): Promise<number> {
  const startedAt = performance.now();
  let makingMs = 0;
  for (let day = 0; day < days; day++) {
    const begunAt = performance.now();
    const startMs = utcMsOfLocalDate(addDays(first, day)) + DAY.startMs;
    const seed = Number(first.slice(0, 4)) * 1_000 + day;
    const spans = recordedTime({ seed, startMs, meanSeconds: DAY.meanSeconds });
    const bodies = Array.from({ length: CALLS_OF_A_DAY }, () =>
      agentBatch(take(spans, ACTIVITIES_OF_A_DAY / CALLS_OF_A_DAY)),
    );
    makingMs += performance.now() - begunAt;
    for (const body of bodies) await connection.call({ method: 'POST', path: '/agent/v1/activities', body });
  }
  await untilCaughtUp(connection);
  return (days * ACTIVITIES_OF_A_DAY * 1_000) / (performance.now() - startedAt - makingMs);
}
