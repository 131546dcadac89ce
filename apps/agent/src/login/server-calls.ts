import { plainLine } from '@app/domain';
import { type Answer, ask, reasonOf } from '../calls/ask.js';

const CALL_TIMEOUT_MS = 30_000;
const LONGEST_REASON = 200;

/** A call to the server did not work. The message is a sentence part for the person. */
export class CallFailed extends Error {
  constructor(
    message: string,
    /** The code in the error body of our server. Absent: our server did not answer. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** A call to a server. */
export interface Call {
  readonly server: URL;
  readonly method: 'POST' | 'DELETE';
  /** Without a slash at its begin, so that a server under a path keeps its path. */
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
  readonly stop?: AbortSignal | undefined;
}

/** Asks the server. Resolves to the body, or undefined when it has none. Throws CallFailed. */
export async function callServer({ server, method, path, body, key, stop }: Call): Promise<unknown> {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  let answer: Answer;
  try {
    answer = await ask(server, {
      ...{ method, path, key, json: body && JSON.stringify(body) },
      signal: stop ? AbortSignal.any([stop, timeout]) : timeout,
    });
  } catch (error) {
    throw new CallFailed(`the server cannot be reached (${reasonOf(error)})`);
  }
  if (answer.status === 204) return undefined;
  const parsed = parsedObject(answer.text);
  if (answer.status >= 200 && answer.status < 300 && parsed !== null) return parsed;
  throw refusalOf(answer.status, parsed);
}

function refusalOf(status: number, body: Record<string, unknown> | null): CallFailed {
  const { code, message } = (body?.['error'] ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new CallFailed(`the answer ${status} is not from a Timeledger server that knows this sign-in`);
  }
  return new CallFailed(plainLine(message).slice(0, LONGEST_REASON).replace(/\.$/, ''), code);
}

function parsedObject(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The fields of an answer that must be texts. Throws CallFailed when one is none. */
export function textsOf<K extends string>(body: unknown, ...names: K[]): Record<K, string> {
  const fields = (body ?? {}) as Record<string, unknown>;
  const isWhole = names.every((name) => typeof fields[name] === 'string' && fields[name] !== '');
  if (!isWhole) throw new CallFailed('the answer is not from a Timeledger server');
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Record<K, string>;
}
