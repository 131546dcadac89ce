import { covers, type ErasedRange, type IsErased, type KeepsTime } from '../spool/erased-time.js';

/** The erased time of the account, as the server told it last. */
export class ErasedWaiting {
  private ranges: readonly ErasedRange[] = [];
  private known = '[]';

  constructor(
    private readonly deviceId: string,
    /** All that keeps time on this machine. They forget in this order. */
    private readonly keepers: () => readonly KeepsTime[],
  ) {}

  /** Whether the account erased such time. */
  readonly isErased: IsErased = (time) => this.ranges.some((range) => covers(range, time, this.deviceId));

  /**
   * Takes what the server tells. When there is news, all keepers forget. Rejects when one cannot:
   * the next answer is then news again.
   */
  async told(ranges: readonly ErasedRange[]): Promise<void> {
    const key = JSON.stringify(ranges);
    if (key === this.known) return;
    this.ranges = ranges;
    for (const keeper of this.keepers()) await keeper.erase(this.isErased);
    this.known = key;
  }
}
