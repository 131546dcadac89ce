/** What came of one question to the agent on this computer. */
export type AgentAnswer =
  | { readonly type: 'answered'; readonly body: Readonly<Record<string, unknown>> }
  /** The agent says no, with a code of its own. */
  | { readonly type: 'refused'; readonly code: string }
  /** Another program listens at this port. */
  | { readonly type: 'stranger' }
  | { readonly type: 'unreachable' };

export interface AgentQuestion {
  readonly port: number;
  readonly path: '/v1/pairing' | '/v1/tab' | '/v1/block/more' | '/v1/state' | '/v1/pause' | '/v1/resume';
  readonly token?: string;
  /** Without one the question is a GET. */
  readonly body?: object;
}

const PATIENCE_MS = 5_000;

/** Asks the agent on the loopback interface. Never throws. */
export async function askAgent({ port, path, token, body }: AgentQuestion): Promise<AgentAnswer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
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

function answerOf(isGood: boolean, body: Readonly<Record<string, unknown>> | null): AgentAnswer {
  if (body === null) return { type: 'stranger' };
  if (isGood) return { type: 'answered', body };
  const { error } = body;
  const { code } = (typeof error === 'object' ? (error ?? {}) : {}) as { code?: unknown };
  return typeof code === 'string' ? { type: 'refused', code } : { type: 'stranger' };
}

async function bodyOf(response: Response): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
