import type { RunStretch } from '../../limits/stretches.js';

/** A stretch ends after so many ms. Its last element may take longer. */
const STRETCH_MS = 2;

/**
 * Does `work` for each element, in order, in stretches of some milliseconds. Other requests get a
 * turn in between, and so do the imports and reports of other users. Rejects when `work` throws.
 */
export async function inStretches<T>(
  all: readonly T[],
  run: RunStretch,
  work: (one: T, n: number) => void,
): Promise<void> {
  for (let n = 0; n < all.length;) {
    n = await run(() => {
      let next = n;
      const endsAt = performance.now() + STRETCH_MS;
      do work(all[next] as T, next++);
      while (next < all.length && performance.now() < endsAt);
      return next;
    });
  }
}
