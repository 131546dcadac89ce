/** Half-open, epoch ms. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * A set of moments, kept as disjoint intervals in order: the time of one device that is already counted.
 * Appending at the end, as agents do, costs O(1); anywhere else O(log n) plus the move.
 */
export class IntervalSet {
  private readonly intervals: Interval[] = [];

  /**
   * Adds [startMs, endMs) and returns the parts that were not in the set before, in order.
   *
   *     set    [=====)      [====)
   *     add       [===============)
   *     new          [=====)    [=)
   */
  add(startMs: number, endMs: number): Interval[] {
    if (startMs >= endMs) return [];
    const newest = this.intervals.at(-1);
    if (!newest || newest.endMs <= startMs) {
      if (newest?.endMs === startMs) this.intervals[this.intervals.length - 1] = { startMs: newest.startMs, endMs };
      else this.intervals.push({ startMs, endMs });
      return [{ startMs, endMs }];
    }
    const first = this.firstEndingAtOrAfter(startMs);
    const fresh: Interval[] = [];
    let at = startMs;
    let mergedStart = startMs;
    let mergedEnd = endMs;
    let last = first;
    for (; last < this.intervals.length; last++) {
      const known = this.intervals[last] as Interval;
      if (known.startMs > endMs) break;
      if (at < known.startMs) fresh.push({ startMs: at, endMs: Math.min(known.startMs, endMs) });
      at = Math.max(at, known.endMs);
      mergedStart = Math.min(mergedStart, known.startMs);
      mergedEnd = Math.max(mergedEnd, known.endMs);
    }
    if (at < endMs) fresh.push({ startMs: at, endMs });
    this.intervals.splice(first, last - first, { startMs: mergedStart, endMs: mergedEnd });
    return fresh;
  }

  /** Takes [startMs, endMs) out of the set. */
  remove(startMs: number, endMs: number): void {
    if (startMs >= endMs) return;
    const first = this.firstEndingAtOrAfter(startMs);
    const left: Interval[] = [];
    let last = first;
    for (; last < this.intervals.length; last++) {
      const known = this.intervals[last] as Interval;
      if (known.startMs >= endMs) break;
      if (known.startMs < startMs) left.push({ startMs: known.startMs, endMs: Math.min(known.endMs, startMs) });
      if (known.endMs > endMs) left.push({ startMs: Math.max(known.startMs, endMs), endMs: known.endMs });
    }
    this.intervals.splice(first, last - first, ...left);
  }

  /** Index of the first interval with endMs >= ms; the length when there is none. */
  private firstEndingAtOrAfter(ms: number): number {
    let low = 0;
    let high = this.intervals.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.intervals[middle] as Interval).endMs < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
