import { NativeColumns, type ReadModels, timeSql } from '@app/read-models';
import type { Answered, ClientThread } from '../load/client-thread.js';
import { planOf, type Question } from './questions.js';

/** What is timed: a name, and one call of it, which tells how long it took, in ms. */
export type Calls<Name extends string> = Readonly<Record<Name, () => Promise<number>>>;

const WARM_UPS = 5;
const ROUNDS = 60;
/** On a busy machine fewer rounds must do. */
const LONGEST_MS = 6_000;

/** How long each call takes, in ms, round after round: what disturbs the machine disturbs all of them alike. */
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

/** The least that any query costs here. */
export const askFloor = ({ client }: ReadModels) => timed(() => ask(client, { query: 'SELECT 1' }));

/** The very query of the report, through the client, up to its values: as JSON by column, the quickest that it parses itself. */
export const askEngine = ({ client }: ReadModels, userId: string, question: Question) =>
  timed(() => ask(client, timeSql({ userId, plan: planOf(question) })));

/** The same as the report reads it: as `Native`. */
export const askEngineAsNative = ({ client }: ReadModels, userId: string, question: Question) =>
  timed(() => NativeColumns.read(client, timeSql({ userId, plan: planOf(question) })));

/** The whole answer over HTTP. */
export const askServer = (client: ClientThread, { parameters }: Question, format: 'json' | 'csv'): Promise<Answered> =>
  client.get(`/anapi/data?${new URLSearchParams({ ...parameters, format }).toString()}`);

async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

async function ask(
  client: ReadModels['client'],
  query: { query: string; query_params?: Record<string, unknown> },
): Promise<unknown> {
  const result = await client.query({ ...query, format: 'JSONColumnsWithMetadata' });
  return result.json();
}
