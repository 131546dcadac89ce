const FIRST_BACK_OFF_SECONDS = 30;
const LONGEST_BACK_OFF_SECONDS = 900;
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * Seconds to wait after this many failures in a row (1 or more): 30, 60 ... 900. The server's
 * Retry-After is a lower bound, up to a day. The alarm of a browser rings every 30 seconds at best.
 */
export function backOffSeconds(failures: number, retryAfterSeconds = 0): number {
  const own = Math.min(FIRST_BACK_OFF_SECONDS * 2 ** (failures - 1), LONGEST_BACK_OFF_SECONDS);
  return Math.max(own, Math.min(retryAfterSeconds, LONGEST_WAIT_SECONDS));
}
