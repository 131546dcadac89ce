import { type Instant } from '../../sessions/sessioniser.js';

/**
 * The clocks of a machine, and when a person last used it. `trueMs` goes on through everything: it
 * is the server's clock, in epoch milliseconds.
 */
export class Machine {
  trueMs: number;
  private aheadMs: number;
  private monotonicMs = 0;
  private inputMs = 0;

  constructor(beginMs: number, aheadMs: number) {
    [this.trueMs, this.aheadMs] = [beginMs, aheadMs];
  }

  /** The wall clock and the monotonic clock, as a program reads them. */
  readonly read = (): Instant => ({ wallMs: this.trueMs + this.aheadMs, monotonicMs: this.monotonicMs });

  pass(milliseconds: number): void {
    this.sleep(milliseconds, true);
  }

  /** Time passes without any program. The monotonic clock counts it or not. */
  sleep(milliseconds: number, isCounted: boolean): void {
    this.trueMs += milliseconds;
    if (isCounted) this.monotonicMs += milliseconds;
  }

  setClock(milliseconds: number): void {
    this.aheadMs += milliseconds;
  }

  /** A key is pressed. */
  press(): void {
    this.inputMs = this.monotonicMs;
  }

  /** The display counts from the last key by the monotonic clock. */
  get idleMs(): number {
    return this.monotonicMs - this.inputMs;
  }
}
