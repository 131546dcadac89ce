import { request as requestHttp, type RequestOptions, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { wayTo } from './outward.js';

/** No answer of the server is larger. A login page or a proxy may send without an end. */
const MOST_BYTES = 1_048_576;

/** What is asked. */
export interface Question {
  readonly method: string;
  /** The body, as JSON. */
  readonly json?: string | undefined;
  readonly key?: string | undefined;
  readonly signal: AbortSignal;
  /** This machine's wall clock in epoch milliseconds. Default: Date.now. */
  readonly machineMs?: () => number;
}

/** The whole answer, decoded. */
export interface Answer {
  readonly status: number;
  /** The value of a header, by its name in lower case. Null: it has none. */
  readonly header: (name: string) => string | null;
  readonly text: string;
  /** When the head of the answer came. The text may take much longer. */
  readonly receivedMs: number;
}

/**
 * Asks the server at a path without a slash at its begin, so that a server under a path keeps its
 * path. Rejects as `askAt` does.
 */
export async function ask(server: URL, { path, ...question }: Question & { readonly path: string }): Promise<Answer> {
  const base = server.pathname.endsWith('/') ? server : new URL(`${server.href}/`);
  return askAt(new URL(path, base), question);
}

/**
 * Asks one address and reads the whole answer. It follows no redirect, because the key is for this
 * server only. It asks for no compression. Rejects when the server cannot be reached, the signal
 * comes first, or the answer has more than 1 MiB.
 *
 * This is not `fetch`: that takes 12 MiB more memory in a process that runs all day.
 */
export async function askAt(url: URL, question: Question): Promise<Answer> {
  const { method, json, key, signal, machineMs = Date.now } = question;
  const response = await headOf(url, json, {
    ...{ ...wayTo(url), method, signal },
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
  });
  const receivedMs = machineMs();
  const { statusCode: status = 0, headers } = response;
  const header = (name: string): string | null => headers[name]?.toString() ?? null;
  return { status, header, text: await textOf(response), receivedMs };
}

function headOf(url: URL, body: string | undefined, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    request(url, options, resolve).on('error', reject).end(body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const piece of response as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('the answer is too long');
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Why `ask` has rejected: the code of the network's error (`ECONNREFUSED`), or words. */
export function reasonOf(error: unknown): string {
  const { cause, code, message, name } = error as NodeJS.ErrnoException & { cause?: { name?: string } };
  if (name === 'AbortError') return cause?.name === 'TimeoutError' ? 'no answer in time' : 'given up';
  return code ?? message;
}
