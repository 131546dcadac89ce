/**
 * ClickHouse refused a statement, by its own code and name (`CANNOT_PARSE_NUMBER`). Its message is left behind on purpose:
 * it quotes rows, bound values and queries, which are users' data that no log may hold.
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

/** What the client threw, as we let it out: a refusal without its words, anything else as it is. */
export function withoutWords(error: unknown): unknown {
  // By name: the in-process engine throws a class of its own copy of the client.
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
 * Whether ClickHouse did not answer, so that trying again later may succeed. False for whatever it did answer, be it a
 * refusal. A write that failed so may have landed: writing the same rows again is always safe.
 */
export function isReadModelsUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return UNANSWERED_CODES.has(code) || message === TIMED_OUT;
}
