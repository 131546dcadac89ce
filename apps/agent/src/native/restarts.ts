const LONGEST_WAIT_MS = 30_000;
/** A child that lived this long was well. */
const WELL_MS = 60_000;
const OFTEN = 3;

const DAY_MS = 86_400_000;
/** A child that grows is renewed, but not more often than this. */
const GROWN_AGE_MS = 600_000;
const MOST_MEMORY_BYTES = 250 * 1_048_576;

/** Ends of the child that came soon after their starts. */
export interface Restart {
  /** In a row, with this one. */
  failures: number;
  /** To wait before the next start. It doubles up to 30 s. */
  waitMs: number;
  /** It keeps ending: the person should look. */
  isOften: boolean;
}

/** What to do after a child has ended. `livedMs`: from its start to its end. */
export function restartAfter(failuresBefore: number, livedMs: number, firstWaitMs: number): Restart {
  const failures = livedMs >= WELL_MS ? 1 : failuresBefore + 1;
  const waitMs = Math.min(firstWaitMs * 2 ** Math.min(failures - 1, 30), LONGEST_WAIT_MS);
  return { failures, waitMs, isOften: failures >= OFTEN };
}

/**
 * Whether a child must make room for a new one: after a day, or when it has grown. The module never
 * frees the titles that it reads.
 */
export function isWorn(ageMs: number, memoryBytes: number): boolean {
  return ageMs >= DAY_MS || (ageMs >= GROWN_AGE_MS && memoryBytes > MOST_MEMORY_BYTES);
}
