/** A slower answer says too little about the server's clock. */
const SLOWEST_ANSWER_MS = 10_000;
/** A Date header has whole seconds: on average the time is half a second later. */
const HALF_SECOND_MS = 500;

/** When a call left and when its answer came, by this machine's clock: epoch milliseconds. */
export interface CallTimes {
  sentMs: number;
  receivedMs: number;
}

/**
 * The difference between the server's clock and this machine's (server minus machine, in
 * milliseconds). It compares the middle of the call with the server's own time in the body, or
 * else with the Date header. Undefined when there is neither, or when the call took too long.
 *
 *     machine   sent |----------x----------| received      x: the middle
 *     server                    serverTime
 */
export function skewOf(
  serverTime: unknown,
  dateHeader: string | null,
  { sentMs, receivedMs }: CallTimes,
): number | undefined {
  const tookMs = receivedMs - sentMs;
  if (tookMs < 0 || tookMs > SLOWEST_ANSWER_MS) return undefined;
  const dateMs = dateHeader === null ? NaN : Date.parse(dateHeader) + HALF_SECOND_MS;
  const serverMs = typeof serverTime === 'number' && serverTime > 0 ? serverTime : dateMs;
  return Number.isFinite(serverMs) ? Math.round(serverMs - (sentMs + receivedMs) / 2) : undefined;
}
