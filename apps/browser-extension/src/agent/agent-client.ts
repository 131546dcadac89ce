type Fields = Readonly<Record<string, unknown>>;

/** What came of one question to the agent on this computer. */
export type AgentAnswer =
  | { readonly type: 'answered'; readonly body: Fields }
  /** The agent says no, with a code of its own. */
  | { readonly type: 'refused'; readonly code: string }
  /** Another program listens at this port. */
  | { readonly type: 'stranger' }
  | { readonly type: 'unreachable' };

/** What is sent in the clear. All that tells of a page goes sealed in a call. */
export interface PortQuestion {
  readonly port: number;
  readonly path: '/v1/pairing/key' | '/v1/pairing' | '/v1/hello' | '/v1/call';
  readonly body: object;
}

const PATIENCE_MS = 5_000;

/** Asks the program at a port of the loopback interface. Never throws. */
export async function askPort({ port, path, body }: PortQuestion): Promise<AgentAnswer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answerOf(response.ok, await bodyOf(response));
  } catch {
    return { type: 'unreachable' };
  }
}

/** Reads an answer of the agent: its body, or the code of its refusal. */
export function answerOf(isGood: boolean, body: unknown): AgentAnswer {
  const fields = fieldsOf(body);
  if (fields === null) return { type: 'stranger' };
  if (isGood) return { type: 'answered', body: fields };
  const code = fieldsOf(fields.error)?.code;
  return typeof code === 'string' ? { type: 'refused', code } : { type: 'stranger' };
}

/** More than this is no answer of an agent. */
const LONGEST_ANSWER = 100_000;

async function bodyOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text.length > LONGEST_ANSWER ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
