/**
 * Remembers which totals changed at which log positions. So the changes of a few events are found
 * without a look at the whole day.
 */
export class Changes<Total extends { version: bigint }> {
  private readonly totals: Total[] = [];
  private readonly positions: bigint[] = [];

  /** Gives the total its new version. The position is never below an earlier one. */
  note(total: Total, position: bigint): void {
    if (total.version === position) return;
    total.version = position;
    this.totals.push(total);
    this.positions.push(position);
  }

  /**
   * The totals that changed after the position. Each stands once, in the order of its newest
   * change.
   */
  since(position: bigint): Total[] {
    let first = this.totals.length;
    while (first > 0 && (this.positions[first - 1] as bigint) > position) first--;
    const changed: Total[] = [];
    for (let n = first; n < this.totals.length; n++) {
      const total = this.totals[n] as Total;
      if (total.version === this.positions[n]) changed.push(total);
    }
    return changed;
  }
}
