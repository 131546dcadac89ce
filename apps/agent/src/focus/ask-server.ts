import { plainLine } from '@app/domain';
import { ask, reasonOf } from '../calls/ask.js';
import { type ErasedRange } from '../spool/erased-time.js';
import { type ToldFocus } from './focus-session.js';

const CALL_TIMEOUT_MS = 10_000;
/** The longest session, and some minutes for a day with 25 hours. */
const MOST_SECONDS = 26 * 3_600;
const MOST_ALLOWED = 100;
const NOT_OURS = 'the answer is not from a Timeledger server';
const REFUSALS = [400, 401, 403, 404];

export interface AgentServer {
  server: URL;
  key: string;
  deviceId: string;
}

/** An alert for the person. Ids grow. */
export interface ToldAlert {
  id: number;
  text: string;
}

export interface Commands {
  focus: ToldFocus;
  alerts: ToldAlert[];
  erasures: ErasedRange[];
  nextPollSeconds: number;
}

export type Counts = Record<'minimised' | 'notified' | 'sites', number>;

/** The server refuses a call, or the key: the same call again would be refused too. */
export class RefusedCall extends Error {
  constructor(
    message: string,
    /** The key is refused, and not what the call says. */
    readonly isOfKey: boolean,
  ) {
    super(message);
  }
}

/** What the agent should do. Rejects with a reason without the key. */
export async function askCommands(to: AgentServer): Promise<Commands> {
  const path = `agent/v1/commands?${new URLSearchParams({ device: to.deviceId }).toString()}`;
  return readCommands(await call(to, 'GET', path));
}

/** The levels of names, by name. Rejects with a reason. */
export async function askLevels(to: AgentServer, names: readonly string[]): Promise<Map<string, number>> {
  const { levels } = fieldsOf(await call(to, 'POST', 'agent/v1/levels', { names }));
  const known = listOf(levels).map(fieldsOf);
  return new Map(
    known.flatMap(({ name, level }) =>
      typeof name === 'string' && Number.isInteger(level) ? [[name, level as number] as const] : [],
    ),
  );
}

export async function tellEnforcements(
  to: AgentServer,
  said: Counts & { sessionId: number; runId: string },
): Promise<void> {
  await call(to, 'POST', 'agent/v1/enforcements', said);
}

/** Posts offline time. Times are epoch milliseconds. */
export async function postOfflineTime(
  to: AgentServer,
  { from, to: end, activity }: { from: number; to: number; activity: string },
): Promise<void> {
  const [startedAt, endedAt] = [from, end].map((ms) => new Date(ms).toISOString());
  await call(to, 'POST', 'api/v1/offline-time', { startedAt, endedAt, activity });
}

async function call({ server, key }: AgentServer, method: string, path: string, body?: object): Promise<unknown> {
  const { status, text } = await ask(server, {
    ...{ method, path, key, json: body && JSON.stringify(body) },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new Error(`the server cannot be reached (${reasonOf(error)})`);
  });
  if (status === 204) return null;
  const answer = parsed(text);
  if (status === 200 && answer !== undefined) return answer;
  if (status === 200) throw new Error(NOT_OURS);
  const { message } = fieldsOf(fieldsOf(answer)['error']);
  const reason = `the server answered ${status}${typeof message === 'string' ? `: ${plainLine(message).slice(0, 200)}` : ''}`;
  throw REFUSALS.includes(status) ? new RefusedCall(reason, status === 401 || status === 403) : new Error(reason);
}

function readCommands(answer: unknown): Commands {
  const { focus, alerts, erasures, nextPollSeconds } = fieldsOf(answer);
  if (!Number.isFinite(nextPollSeconds)) throw new Error(NOT_OURS);
  return {
    focus: readFocus(focus),
    alerts: listOf(alerts)
      .map(fieldsOf)
      .flatMap(({ id, text }) => (Number.isInteger(id) && typeof text === 'string' ? [{ id: Number(id), text }] : [])),
    erasures: listOf(erasures).flatMap((one) => readErasure(fieldsOf(one)) ?? []),
    nextPollSeconds: Number(nextPollSeconds),
  };
}

function readFocus(told: unknown): ToldFocus {
  const { sessionId, remainingSeconds, durationMinutes, blockedLevels, allowed } = fieldsOf(told);
  if (!Number.isInteger(sessionId) || typeof remainingSeconds !== 'number') return null;
  return {
    sessionId: Number(sessionId),
    remainingSeconds: Math.min(remainingSeconds, MOST_SECONDS),
    durationMinutes: Number(durationMinutes) || 0,
    blockedLevels: listOf(blockedLevels).filter((level): level is number => level === -2 || level === -1),
    allowed: listOf(allowed)
      .filter((name): name is string => typeof name === 'string')
      .slice(0, MOST_ALLOWED),
  };
}

function readErasure({ id, from, to, activity, device }: Record<string, unknown>): ErasedRange | undefined {
  const [begin, end] = [Date.parse(String(from)), Date.parse(String(to))];
  if (typeof id !== 'string' || !(begin < end)) return undefined;
  return {
    ...{ id, from: begin, to: end },
    ...(typeof activity === 'string' && { activity }),
    ...(typeof device === 'string' && { device }),
  };
}

/** Undefined: the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
