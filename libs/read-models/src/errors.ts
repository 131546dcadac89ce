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
