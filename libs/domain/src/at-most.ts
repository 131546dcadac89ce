/**
 * Options of an `LRUCache` that holds at most `entries` values. The one that was unused longest
 * goes first.
 *
 * With its own `max` such a cache reserves 28 bytes for each entry that it may ever hold: together
 * our caches took 28 MB before the first user came. Counted by size, it grows with its entries.
 */
export const atMost = (entries: number): { maxSize: number; sizeCalculation: () => number } => ({
  maxSize: entries,
  sizeCalculation: () => 1,
});

const IDLE_MS = 600_000;

/**
 * Options of an `LRUCache` whose entries go when they were neither set nor asked for within `ms`.
 * So a server gives the memory of a large import or of a busy hour back.
 */
export const untilIdle = (ms = IDLE_MS) => ({
  ttl: ms,
  ttlAutopurge: true,
  updateAgeOnGet: true,
  // The cache looks at the clock once in that time.
  ttlResolution: Math.min(ms, 1_000),
});
