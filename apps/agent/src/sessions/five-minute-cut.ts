const FIVE_MINUTES_MS = 300_000;

/** A half-open stretch of time in epoch milliseconds. */
export interface Stretch {
  startedAt: number;
  endedAt: number;
}

/**
 * Cuts a stretch at five-minute UTC boundaries, so that no part lies in two of the server's
 * buckets. Zone offsets are multiples of 15 minutes, so buckets have the same edges in local time.
 * An empty stretch has no parts.
 *
 *     12:00      12:05      12:10
 *        |   [------|----------]         ->  [------) [----------)
 */
export function cutAtFiveMinutes({ startedAt, endedAt }: Stretch): Stretch[] {
  const parts: Stretch[] = [];
  for (let from = startedAt; from < endedAt;) {
    const boundary = (Math.floor(from / FIVE_MINUTES_MS) + 1) * FIVE_MINUTES_MS;
    const until = Math.min(boundary, endedAt);
    parts.push({ startedAt: from, endedAt: until });
    from = until;
  }
  return parts;
}
