import type { Connection } from '../load/connection.js';
import { agentBatch } from './agent-batch.js';

const POSTS = 100;
const DAY = '2025-03-03';
const REPORT = `/anapi/data?format=json&perspective=rank&restrict_kind=activity&restrict_begin=${DAY}&restrict_end=${DAY}`;

/**
 * From the acknowledgement of an activity to the first report that shows it, in ms, once for each
 * post. Reports follow one another without a pause, so each result is at least the time of one
 * report.
 */
export async function timeToVisible(connection: Connection, posts = POSTS): Promise<number[]> {
  const durationsMs: number[] = [];
  const startMs = Date.parse(`${DAY}T08:00:00Z`);
  for (let n = 0; n < posts; n++) {
    const application = `Seen ${n}.`;
    const span = { id: `seen-${n}`, application, startedAt: startMs + n * 60_000, endedAt: startMs + (n + 1) * 60_000 };
    await connection.call({ method: 'POST', path: '/agent/v1/activities', body: agentBatch([span]) });
    const acknowledgedAt = performance.now();
    while (!(await connection.call({ method: 'GET', path: REPORT })).includes(application));
    durationsMs.push(performance.now() - acknowledgedAt);
  }
  return durationsMs;
}
