import { TooManyRequestsError } from '../ground/api-error.js';
import { wholeSeconds } from './seconds-until.js';
import { type CountedKey, longestWaitMs, takeOfEach } from './try-counts.js';

/** Throws TooManyRequestsError when one of the keys has no try left at `now` (epoch ms). */
export function requireTry(keys: readonly CountedKey[], now: number): void {
  const waitMs = longestWaitMs(keys, now);
  if (waitMs > 0) throw new TooManyRequestsError('Too many attempts. Try again later.', wholeSeconds(waitMs));
}

/**
 * Runs a check that resolves to undefined when what the person typed is wrong. A try of every key
 * is taken before the check, and given back when it is right or fails. So checks that run at the
 * same time cannot be more than the limit. Throws TooManyRequestsError.
 */
export async function countedTry<T>(
  keys: readonly CountedKey[],
  now: number,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  requireTry(keys, now);
  const giveBack = takeOfEach(keys, now);
  try {
    const checked = await check();
    if (checked !== undefined) giveBack();
    return checked;
  } catch (error) {
    giveBack();
    throw error;
  }
}
