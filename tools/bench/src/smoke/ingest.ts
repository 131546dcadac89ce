import type { Connection } from '../load/connection.js';
import { recordedTime, take } from '../load/recorded-time.js';
import { agentBatch } from './agent-batch.js';

export interface IngestLoad {
  readonly connections: number;
  readonly activitiesOfACall: number;
  /** The calls of all connections together. */
  readonly calls: number;
}

export const INGEST_LOADS: readonly IngestLoad[] = [
  { connections: 1, activitiesOfACall: 1, calls: 300 },
  { connections: 8, activitiesOfACall: 1, calls: 800 },
  { connections: 1, activitiesOfACall: 100, calls: 40 },
  { connections: 8, activitiesOfACall: 100, calls: 120 },
];

/** After this time a load drops the rest of its calls, so a slow machine only measures less. */
const LONGEST_MS = 700;

/** The measurements of one run of a load. */
export interface Ingest {
  readonly acksPerSecond: number;
  /** The duration of every call, in ms. */
  readonly callsMs: readonly number[];
}

/**
 * Sends new activities over as many connections as the load says, each with its own user, and
 * counts the acknowledged ones. The bodies are made before the clock starts. `round` keeps the
 * spans of repeated runs apart.
 */
export async function ingest(
  connections: readonly Connection[],
  { connections: count, activitiesOfACall, calls }: IngestLoad,
  round: number,
): Promise<Ingest> {
  const users = connections.slice(0, count).map((connection, user) => {
    // With ten seconds a span, a day stream takes thousands of spans, as that of a busy user does.
    const startMs = Date.UTC(2024, round, 1 + user);
    const spans = recordedTime({ seed: round * 100 + user, startMs, meanSeconds: 10 });
    const bodies = Array.from({ length: calls / count }, () => agentBatch(take(spans, activitiesOfACall)));
    return { connection, bodies };
  });
  const callsMs: number[] = [];
  let acks = 0;
  const startedAt = performance.now();
  const bringAll = users.map(async ({ connection, bodies }) => {
    for (const body of bodies) {
      const sentAt = performance.now();
      if (sentAt - startedAt > LONGEST_MS) return;
      const answer = JSON.parse(await connection.call({ method: 'POST', path: '/agent/v1/activities', body })) as {
        accepted: number;
      };
      callsMs.push(performance.now() - sentAt);
      if (answer.accepted !== activitiesOfACall) throw new Error('The server did not accept all of a new batch.');
      acks += answer.accepted;
    }
  });
  await Promise.all(bringAll);
  return { acksPerSecond: (acks * 1000) / (performance.now() - startedAt), callsMs };
}
