import { NativeColumns, type ReadModels, timeSql } from '@app/read-models';
import type { Answered, ClientThread } from '../load/client-thread.js';
import { planOf, type TimedReport } from './reports.js';

/** The calls to time, by name. One call resolves to the time that it took, in ms. */
export type Calls<Name extends string> = Readonly<Record<Name, () => Promise<number>>>;

const WARM_UPS = 5;
const ROUNDS = 60;
/** On a busy machine there are fewer rounds. */
const LONGEST_MS = 6_000;

/**
 * How long each call takes, in ms, round after round. So a disturbance of the machine hits all
 * calls alike.
 */
export async function timeInTurn<Name extends string>(calls: Calls<Name>): Promise<Record<Name, number[]>> {
  const entries = Object.entries(calls) as [Name, () => Promise<number>][];
  const durationsMs = Object.fromEntries(entries.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  const begunAt = performance.now();
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [name, call] of entries) {
      const durationMs = await call();
      if (round >= 0) durationsMs[name].push(durationMs);
    }
    if (round >= 0 && performance.now() - begunAt > LONGEST_MS) break;
  }
  return durationsMs;
}

/** The least time that any query takes here. */
export const askFloor = ({ database }: ReadModels) => timed(() => database.rows('SELECT 1'));

/**
 * The query of the report through the client, up to its values. The client parses them from JSON.
 */
export const askEngine = ({ database }: ReadModels, userId: string, report: TimedReport) =>
  timed(() => {
    const { query, query_params } = timeSql({ userId, plan: planOf(report) });
    return database.rows(query, query_params);
  });

/** The same query as the report reads it: as `Native`. */
export const askEngineAsNative = ({ database }: ReadModels, userId: string, report: TimedReport) =>
  timed(async () => {
    const { query, query_params } = timeSql({ userId, plan: planOf(report) });
    return NativeColumns.fromBytes(await database.nativeBytes(query, query_params));
  });

/** The whole answer over HTTP. */
export const askServer = (
  client: ClientThread,
  { parameters }: TimedReport,
  format: 'json' | 'csv',
): Promise<Answered> => client.get(`/anapi/data?${new URLSearchParams({ ...parameters, format }).toString()}`);

async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}
