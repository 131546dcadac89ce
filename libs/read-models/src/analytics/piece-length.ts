/** What a piece of a report cost. */
export interface PieceCost {
  /** How long the engine took, in ms. */
  readonly ms: number;
  readonly rows: number;
}

/**
 * What a piece should cost. On a machine that has other work too, it then takes a tenth of a
 * second.
 */
const TARGET = { ms: 50, rows: 10_000 };
/** Time is not spread evenly over days. So the length changes by this factor at most at once. */
const MOST_AT_ONCE = 4;

/**
 * How many days the next piece of a report should have, worked out from the pieces before. The
 * first length is a guess: all days.
 */
export class PieceLength {
  constructor(private days: number) {}

  /** The next length in whole days, 1 or more. */
  get next(): number {
    return Math.max(1, Math.floor(this.days));
  }

  /** Learns from a piece that was read. Its days are fewer than asked for at the end of a plan. */
  hasRead(days: number, { ms, rows }: PieceCost): void {
    const dearest = Math.max(ms / TARGET.ms, rows / TARGET.rows, 1 / MOST_AT_ONCE);
    this.days = days / Math.min(dearest, MOST_AT_ONCE);
  }

  /** Learns that a piece of so many days was too large to be read. */
  wasTooLarge(days: number): void {
    this.days = days / MOST_AT_ONCE;
  }
}
