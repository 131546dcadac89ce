/**
 * ClickHouse refused a statement, with this code and name (`CANNOT_PARSE_NUMBER`). ClickHouse's own
 * message is left out on purpose. It quotes rows, bound values and queries: these are users' data,
 * which no log may hold.
 */
export class ReadModelsError extends Error {
  constructor(
    readonly code: string,
    readonly type: string | undefined,
  ) {
    super(`ClickHouse refused a statement: ${type ?? 'unnamed'} (${code}).`);
    this.name = 'ReadModelsError';
  }
}

/**
 * The error that leaves this lib for an error of the client: a refusal without its message, any
 * other error as it is.
 */
export function withoutWords(error: unknown): unknown {
  // Compares the name: the in-process engine throws a class of its own copy of the client.
  if (!(error instanceof Error) || error.constructor.name !== 'ClickHouseError') return error;
  const { code, type } = error as Error & { code?: string | number; type?: string };
  return new ReadModelsError(String(code), type);
}

const UNANSWERED_CODES: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What the client throws when a request takes longer than its limit. It has no code. */
const TIMED_OUT = 'Timeout error.';

/**
 * Whether ClickHouse did not answer, so a later try may succeed. False for every answer, a refusal
 * too. A write that failed in this way may have been done. To write the same rows again is always
 * safe.
 */
export function isReadModelsUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return UNANSWERED_CODES.has(code) || message === TIMED_OUT;
}
