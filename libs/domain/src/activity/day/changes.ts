/** So few changes are kept as they are. */
const FEW = 64;

/**
 * Remembers which totals changed at which log positions. So the changes of a few events are found
 * without a look at the whole day.
 *
 * A total that changed again makes its earlier change worthless. Those are thrown out whenever they
 * may be half of all, so it takes memory for the totals, not for the events of a day.
 */
export class Changes<Total extends { version: bigint }> {
  private totals: Total[] = [];
  private positions: bigint[] = [];
  private most = FEW;

  /** Gives the total its new version. The position is never below an earlier one. */
  note(total: Total, position: bigint): void {
    if (total.version === position) return;
    total.version = position;
    this.totals.push(total);
    this.positions.push(position);
    if (this.totals.length > this.most) this.throwOutWorthless();
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

  private throwOutWorthless(): void {
    this.totals = this.totals.filter(({ version }, n) => version === this.positions[n]);
    this.positions = this.totals.map(({ version }) => version);
    this.most = Math.max(FEW, 2 * this.totals.length);
  }
}
