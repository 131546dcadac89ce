const FIRST_BACK_OFF_SECONDS = 5;
const LONGEST_BACK_OFF_SECONDS = 15 * 60;
const LONGEST_WAIT_SECONDS = 24 * 60 * 60;
const JITTER = 0.1;

/** Changes a wait by up to 10 %, so that many agents do not call at once. `random` is in [0, 1). */
export function jittered(seconds: number, random: number): number {
  return seconds * (1 + JITTER * (2 * random - 1));
}

/**
 * Seconds to wait after this many failures in a row (1 or more): 5, 10, 20 ... 900. The server's
 * Retry-After is a lower bound, up to a day.
 */
export function backOffSeconds(failures: number, retryAfterSeconds = 0): number {
  const own = Math.min(FIRST_BACK_OFF_SECONDS * 2 ** (failures - 1), LONGEST_BACK_OFF_SECONDS);
  return Math.max(own, Math.min(retryAfterSeconds, LONGEST_WAIT_SECONDS));
}

/**
 * A Retry-After header in seconds. Undefined when it is absent or unreadable.
 * Source: RFC 9110, section 10.2.3: seconds or a date.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - nowMs) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
