import type { Connection } from '../load/connection.js';
import { quantile } from '../report/quantile.js';
import { agentBatch } from '../smoke/agent-batch.js';

/** Writes of one activity each. */
export interface SingleWrites {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
}

/** Each activity lasts a second. The newest ends now, and the others lie before it. */
const SECOND_MS = 1_000;
let written = 0;

/** A new activity of the last hours, as the body of a call. */
export function newActivity(): string {
  const n = written++;
  const startedAt = Date.now() - (n + 2) * SECOND_MS;
  const id = `light-${process.pid}-${n}`;
  return agentBatch([{ id, application: `Editor ${n % 7}`, startedAt, endedAt: startedAt + SECOND_MS }]);
}

/** Each connection sends the next activity after the answer to the one before. */
export async function writeSingles(
  connections: readonly Connection[],
  seconds: number,
  path = '/agent/v1/activities',
): Promise<SingleWrites> {
  const ms: number[] = [];
  const startedAt = performance.now();
  const writing = connections.map(async (connection) => {
    for (let at = startedAt; at - startedAt < seconds * 1_000;) {
      await connection.call({ method: 'POST', path, body: newActivity() });
      const answeredAt = performance.now();
      ms.push(answeredAt - at);
      at = answeredAt;
    }
  });
  await Promise.all(writing);
  const perSecond = (ms.length * 1_000) / (performance.now() - startedAt);
  return { perSecond, p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99), count: ms.length };
}

/**
 * Brings so many activities a second, over all connections, until the signal. Resolves to the
 * count.
 */
export async function writeSteadily(
  connections: readonly Connection[],
  perSecond: number,
  signal: AbortSignal,
): Promise<number> {
  const everyMs = (connections.length * 1_000) / perSecond;
  const counts = connections.map(async (connection) => {
    let count = 0;
    for (let due = performance.now(); !signal.aborted; due += everyMs, count++) {
      await connection.call({ method: 'POST', path: '/agent/v1/activities', body: newActivity() });
      const waitMs = due + everyMs - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
