/** Half-open, epoch ms. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * A set of moments: the time of one device that is already counted. It is kept as disjoint
 * intervals in order, column by column. Appending at the end, as agents do, costs O(1). Anywhere
 * else it costs O(log n) and the move.
 */
export class IntervalSet {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /**
   * Adds [startMs, endMs) and returns the parts that were not in the set before, in order.
   *
   *     set    [=====)      [====)
   *     add       [===============)
   *     new          [=====)    [=)
   */
  add(startMs: number, endMs: number): Interval[] {
    if (startMs >= endMs) return [];
    const newestEnd = this.ends[this.ends.length - 1] ?? -Infinity;
    if (newestEnd === startMs) {
      this.ends[this.ends.length - 1] = endMs;
      return [{ startMs, endMs }];
    }
    if (newestEnd < startMs) {
      this.starts.push(startMs);
      this.ends.push(endMs);
      return [{ startMs, endMs }];
    }
    return this.merge(startMs, endMs);
  }

  /** Removes [startMs, endMs) from the set. */
  remove(startMs: number, endMs: number): void {
    if (startMs >= endMs) return;
    const first = this.firstEndingAtOrAfter(startMs);
    const left: Interval[] = [];
    let last = first;
    for (; last < this.starts.length; last++) {
      const known = this.intervalAt(last);
      if (known.startMs >= endMs) break;
      if (known.startMs < startMs) left.push({ startMs: known.startMs, endMs: Math.min(known.endMs, startMs) });
      if (known.endMs > endMs) left.push({ startMs: Math.max(known.startMs, endMs), endMs: known.endMs });
    }
    this.replace(first, last, left);
  }

  private merge(startMs: number, endMs: number): Interval[] {
    const first = this.firstEndingAtOrAfter(startMs);
    const fresh: Interval[] = [];
    let at = startMs;
    const merged = { startMs, endMs };
    let last = first;
    for (; last < this.starts.length; last++) {
      const known = this.intervalAt(last);
      if (known.startMs > endMs) break;
      if (at < known.startMs) fresh.push({ startMs: at, endMs: Math.min(known.startMs, endMs) });
      at = Math.max(at, known.endMs);
      merged.startMs = Math.min(merged.startMs, known.startMs);
      merged.endMs = Math.max(merged.endMs, known.endMs);
    }
    if (at < endMs) fresh.push({ startMs: at, endMs });
    this.replace(first, last, [merged]);
    return fresh;
  }

  private intervalAt(index: number): Interval {
    return { startMs: this.starts[index] as number, endMs: this.ends[index] as number };
  }

  private replace(first: number, last: number, by: readonly Interval[]): void {
    this.starts.splice(first, last - first, ...by.map(({ startMs }) => startMs));
    this.ends.splice(first, last - first, ...by.map(({ endMs }) => endMs));
  }

  /** Index of the first interval with endMs >= ms; the length when there is none. */
  private firstEndingAtOrAfter(ms: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ends[middle] as number) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
