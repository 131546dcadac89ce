import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `look` answers with something true, and gives that. Looks every `everyMs`. Throws after `limitMs`, naming
 * what was awaited.
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
