import { ArrowColumns, type ReadModels, timeSql } from '@app/read-models';
import type { ClientThread } from '../load/client-thread.js';
import { planOf, type Question } from './questions.js';

/** What is timed: a name, and one call of it. */
export type Calls<Name extends string> = Readonly<Record<Name, () => Promise<unknown>>>;

const WARM_UPS = 5;
const ROUNDS = 60;
/** On a busy machine fewer rounds must do. */
const LONGEST_MS = 6_000;

/** How long each call takes, in ms, round after round: what disturbs the machine disturbs all of them alike. */
export async function timeInTurn<Name extends string>(calls: Calls<Name>): Promise<Record<Name, number[]>> {
  const entries = Object.entries(calls) as [Name, () => Promise<unknown>][];
  const durationsMs = Object.fromEntries(entries.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>;
  const begunAt = performance.now();
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [name, call] of entries) {
      const startedAt = performance.now();
      await call();
      if (round >= 0) durationsMs[name].push(performance.now() - startedAt);
    }
    if (round >= 0 && performance.now() - begunAt > LONGEST_MS) break;
  }
  return durationsMs;
}

/** The least that any query costs here. */
export const askFloor = ({ client }: ReadModels) => ask(client, { query: 'SELECT 1' });

/** The very query of the report, through the client, up to its values: as JSON by column, the quickest that it parses itself. */
export const askEngine = ({ client }: ReadModels, userId: string, question: Question) =>
  ask(client, timeSql({ userId, plan: planOf(question) }));

/** The same as the report reads it: as Arrow. */
export const askEngineAsArrow = ({ client }: ReadModels, userId: string, question: Question) =>
  ArrowColumns.read(client, timeSql({ userId, plan: planOf(question) }));

/** The whole answer over HTTP; its size in bytes. */
export const askServer = (client: ClientThread, { parameters }: Question, format: 'json' | 'csv'): Promise<number> =>
  client.get(`/anapi/data?${new URLSearchParams({ ...parameters, format }).toString()}`);

async function ask(
  client: ReadModels['client'],
  query: { query: string; query_params?: Record<string, unknown> },
): Promise<unknown> {
  const result = await client.query({ ...query, format: 'JSONColumnsWithMetadata' });
  return result.json();
}
