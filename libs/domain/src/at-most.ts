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
