/** No answer of the server is larger. A login page or a proxy may send without an end. */
const MOST_BYTES = 1_048_576;

/** A call to the server. */
export interface Question {
  readonly method: string;
  /** Without a slash at its begin, so that a server under a path keeps its path. */
  readonly path: string;
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
  readonly headers: Headers;
  readonly text: string;
  /** When the head of the answer came. The text may take much longer. */
  readonly receivedMs: number;
}

/**
 * Asks the server and reads the whole answer. It follows no redirect, because the key is for this
 * server only. Rejects when the server cannot be reached, the signal comes first, or the answer has
 * more than 1 MiB (also when it was sent compressed).
 */
export async function ask(server: URL, question: Question): Promise<Answer> {
  const { method, path, json, key, signal, machineMs = Date.now } = question;
  const base = server.pathname.endsWith('/') ? server : new URL(`${server.href}/`);
  const response = await fetch(new URL(path, base), {
    method,
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(json !== undefined && { body: json }),
    redirect: 'manual',
    signal,
  });
  const receivedMs = machineMs();
  return { status: response.status, headers: response.headers, text: await textOf(response), receivedMs };
}

async function textOf({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('the answer is too long', { cause: { code: 'the answer is too long' } });
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Why `ask` has rejected: the code of the network's error (`ECONNREFUSED`), or words. */
export function reasonOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? name;
}
