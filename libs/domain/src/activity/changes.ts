/** Which totals changed at which log positions. Those of a few events are found without looking at the whole day. */
export class Changes<Total extends { version: bigint }> {
  private readonly totals: Total[] = [];
  private readonly positions: bigint[] = [];

  /** Gives the total its new version. Positions never fall. */
  note(total: Total, position: bigint): void {
    if (total.version === position) return;
    total.version = position;
    this.totals.push(total);
    this.positions.push(position);
  }

  /** What changed after the position, each total once, in the order of the newest change of each. */
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
