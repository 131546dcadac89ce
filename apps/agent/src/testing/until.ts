import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `look` returns something true, and returns that. Looks every `everyMs`.
 * Throws after `limitMs` with the name of the awaited thing.
 */
export async function until<T>(
  awaited: string,
  look: () => T | Promise<T>,
  limitMs = 15_000,
  everyMs = 20,
): Promise<NonNullable<T>> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > endMs) throw new Error(`waited ${limitMs} ms in vain for ${awaited}`);
    await pause(everyMs);
  }
}
