import { plainLine } from '@app/domain';
import { type Answer, ask, reasonOf } from '../calls/ask.js';
import { type SpoolRecord } from '../spool/record-line.js';
import { type CallTimes, skewOf } from './answer-clock.js';
import { batchBody, type Device, type Waiting } from './batch.js';
import { NEWEST_AGENT_HEADER } from './newer-agent.js';
import { parseRetryAfter } from './pace.js';

const CALL_TIMEOUT_MS = 30_000;
const LONGEST_INTERVAL_SECONDS = 24 * 60 * 60;

/** A record that the server refuses for good. */
export interface Rejection {
  index: number;
  code: string;
  message: string;
}

/** The result of one call. Only `acknowledged` means that the server holds the records. */
export type SendOutcome =
  | {
      type: 'acknowledged';
      rejected: Rejection[];
      nextSyncSeconds: number | undefined;
      skewMs: Skew;
      newestAgent?: string;
    }
  | { type: 'key-refused'; reason: string; skewMs: Skew }
  | { type: 'too-large'; isOurs: boolean }
  | { type: 'failed'; reason: string; status?: number; retryAfterSeconds?: number | undefined };

/** Server minus machine, in milliseconds. Only answers of our server tell it. */
type Skew = number | undefined;

export interface Destination {
  server: URL;
  key: string;
  device: Device;
  /** What stays here for a later call. Default: the call does not say it. */
  waiting?: Waiting;
  /** This machine's wall clock in epoch milliseconds. Default: Date.now. */
  machineMs?: () => number;
}

/**
 * Sends records to the server: POST /agent/v1/activities (design, section 10). Never throws.
 * No reason contains the key.
 */
export async function sendBatch(
  { server, key, device, waiting, machineMs = Date.now }: Destination,
  records: readonly SpoolRecord[],
  giveUp: AbortSignal,
): Promise<SendOutcome> {
  try {
    const sentMs = machineMs();
    const answer = await ask(server, {
      ...{ method: 'POST', path: 'agent/v1/activities', key, json: batchBody(records, device, waiting) },
      signal: AbortSignal.any([giveUp, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
      machineMs,
    });
    return outcomeOf(answer, records.length, { sentMs, receivedMs: answer.receivedMs });
  } catch (error) {
    return { type: 'failed', reason: `the server cannot be reached (${reasonOf(error)})` };
  }
}

function outcomeOf({ status, header, text }: Answer, records: number, times: CallTimes): SendOutcome {
  const date = header('date');
  if (status === 200) {
    const outcome = acknowledgement(text, records, (serverTime) => skewOf(serverTime, date, times));
    const newestAgent = header(NEWEST_AGENT_HEADER);
    return newestAgent !== null && outcome.type === 'acknowledged' ? { ...outcome, newestAgent } : outcome;
  }
  const refusal = refusalIn(text);
  if (status === 401 || status === 403) {
    return keyRefusal(status, refusal, skewOf(undefined, date, times));
  }
  if (status === 413) return { type: 'too-large', isOurs: refusal !== null };
  const retryAfterSeconds = parseRetryAfter(header('retry-after'), times.receivedMs);
  return {
    type: 'failed',
    reason: `the server answered ${status}${status === 409 && refusal !== null ? `: ${refusal}` : ''}`,
    status,
    retryAfterSeconds,
  };
}

const LONGEST_REASON = 200;

/**
 * A proxy or a login page of the network may answer 401 or 403 too. Only the error body of our
 * server says something about the key.
 */
function keyRefusal(status: number, refusal: string | null, skewMs: Skew): SendOutcome {
  if (refusal !== null) return { type: 'key-refused', reason: refusal, skewMs };
  return {
    type: 'failed',
    reason: `the answer ${status} is not from a Timeledger server (a proxy, a login page?)`,
    status,
  };
}

/** The sentence in an error body of our server, for the person. Null for all other texts. */
function refusalIn(text: string): string | null {
  const { error } = parsed(text) ?? {};
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  return plainLine(message).slice(0, LONGEST_REASON).replace(/\.$/, '');
}

/**
 * A network's login page or a proxy may answer 200 with its own text. Records leave the queue only
 * when the answer accounts for each of them.
 */
function acknowledgement(text: string, records: number, skew: (serverTime: unknown) => Skew): SendOutcome {
  const { accepted, duplicates, rejected, nextSyncSeconds, serverTime } = parsed(text) ?? {};
  if (!isRejections(rejected, records) || !isCount(accepted) || !isCount(duplicates)) {
    return { type: 'failed', reason: 'the answer is not from a Timeledger server' };
  }
  if (accepted + duplicates + rejected.length !== records) {
    return { type: 'failed', reason: 'the answer of the server does not account for all records' };
  }
  return { type: 'acknowledged', rejected, skewMs: skew(serverTime), nextSyncSeconds: syncSeconds(nextSyncSeconds) };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isRejections(value: unknown, records: number): value is Rejection[] {
  if (!Array.isArray(value)) return false;
  const all = value.map((one) => (one ?? {}) as Record<string, unknown>);
  const areGood = all.every(
    ({ index, code, message }) =>
      isCount(index) && index < records && typeof code === 'string' && typeof message === 'string',
  );
  return areGood && new Set(all.map(({ index }) => index)).size === all.length;
}

const syncSeconds = (told: unknown): number | undefined =>
  typeof told === 'number' && told >= 1 ? Math.min(told, LONGEST_INTERVAL_SECONDS) : undefined;

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}
