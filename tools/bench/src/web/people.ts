import { readFile } from 'node:fs/promises';
import type { Span } from '@app/domain';
import { adminTokenFile } from '@app/settings';
import { type Call, Connection } from '../load/connection.js';
import { agentBatch } from '../smoke/agent-batch.js';

/** A user who signs in. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

type Manage = (call: Call) => Promise<string>;

/** The week of the large table, from a Sunday on. */
export const TABLE_DAYS = ['2025-06-15', '2025-06-21'] as const;
const DAYS = 7;
const DAY_MS = 86_400_000;
const ACTIVITIES_OF_A_POST = 500;
/** A few long activities come first, so a change of one shows in the sums. */
const [LONG, LONG_MS, SHORT_MS] = [20, 1_200_000, 20_000];

/** Calls of the administrator. */
export async function mayManage(origin: string, dataDir: string): Promise<Manage> {
  const token = (await readFile(adminTokenFile(dataDir), 'utf8')).trim();
  return async (call) => {
    const connection = new Connection(origin, token);
    try {
      return await connection.call(call);
    } finally {
      connection.close();
    }
  };
}

/** Makes a user with so many activities in one week. */
export async function manyActivities(
  origin: string,
  manage: Manage,
  { rows, password }: { rows: number; password: string },
): Promise<Person> {
  const person = { email: 'table@bench.example', password };
  const post = async (path: string, body: object) =>
    JSON.parse(await manage({ method: 'POST', path, body: JSON.stringify(body) })) as { id: string; key: string };
  const { id } = await post('/api/v1/users', { ...person, timeZone: 'UTC' });
  const { key } = await post(`/api/v1/users/${id}/keys`, { name: 'bench', kind: 'agent' });
  const connection = new Connection(origin, key);
  const spans = activitiesOfWeek(rows);
  for (let from = 0; from < rows; from += ACTIVITIES_OF_A_POST) {
    const body = agentBatch(spans.slice(from, from + ACTIVITIES_OF_A_POST));
    await connection.call({ method: 'POST', path: '/agent/v1/activities', body });
  }
  connection.close();
  return person;
}

function activitiesOfWeek(rows: number): Span[] {
  const ofADay = Math.ceil(rows / DAYS);
  let at = 0;
  return Array.from({ length: rows }, (_, n) => {
    if (n % ofADay === 0) at = Date.parse(TABLE_DAYS[0]) + (n / ofADay) * DAY_MS;
    const startedAt = at;
    at += n < LONG ? LONG_MS : SHORT_MS;
    return { id: `row-${n}`, application: `Application ${n}`, title: `Window ${n}`, startedAt, endedAt: at };
  });
}
