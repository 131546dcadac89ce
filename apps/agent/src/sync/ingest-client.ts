import { plainLine } from '@app/domain';
import { type SpoolRecord } from '../spool/record-line.js';
import { type CallTimes, skewOf } from './answer-clock.js';
import { batchBody, type Device, type Waiting } from './batch.js';
import { NEWEST_AGENT_HEADER } from './newer-agent.js';
import { parseRetryAfter } from './pace.js';

const CALL_TIMEOUT_MS = 30_000;

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
    const response = await fetch(new URL('agent/v1/activities', withSlash(server)), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: batchBody(records, device, waiting),
      redirect: 'manual',
      signal: AbortSignal.any([giveUp, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
    });
    const times = { sentMs, receivedMs: machineMs() };
    return outcomeOf(response, await response.text(), times);
  } catch (error) {
    return { type: 'failed', reason: `the server cannot be reached (${causeOf(error)})` };
  }
}

function outcomeOf(response: Response, text: string, times: CallTimes): SendOutcome {
  const date = response.headers.get('date');
  if (response.status === 200) {
    const outcome = acknowledgement(text, (serverTime) => skewOf(serverTime, date, times));
    const newestAgent = response.headers.get(NEWEST_AGENT_HEADER);
    return newestAgent !== null && outcome.type === 'acknowledged' ? { ...outcome, newestAgent } : outcome;
  }
  const refusal = refusalIn(text);
  if (response.status === 401 || response.status === 403) {
    return keyRefusal(response.status, refusal, skewOf(undefined, date, times));
  }
  if (response.status === 413) return { type: 'too-large', isOurs: refusal !== null };
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), times.receivedMs);
  return {
    type: 'failed',
    reason: `the server answered ${response.status}${response.status === 409 && refusal !== null ? `: ${refusal}` : ''}`,
    status: response.status,
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

function acknowledgement(text: string, skew: (serverTime: unknown) => Skew): SendOutcome {
  const body = parsed(text);
  // A network's login page or a proxy may answer 200 with its own text. That is no acknowledgement.
  if (!Array.isArray(body?.rejected) || typeof body.accepted !== 'number' || typeof body.duplicates !== 'number') {
    return { type: 'failed', reason: 'the answer is not from a Timeledger server' };
  }
  const { nextSyncSeconds } = body;
  return {
    type: 'acknowledged',
    rejected: body.rejected as Rejection[],
    skewMs: skew(body.serverTime),
    nextSyncSeconds: typeof nextSyncSeconds === 'number' && nextSyncSeconds >= 1 ? nextSyncSeconds : undefined,
  };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}

/** A server under a path ("https://host/timeledger") keeps its path. */
function withSlash(server: URL): URL {
  return server.pathname.endsWith('/') ? server : new URL(`${server.href}/`);
}

function causeOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? name;
}
