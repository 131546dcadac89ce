/**
 * The cancelled calls that a connection may have at once, and how many come back each second.
 * nghttp2 ends a connection at 1,000, by the same rate. It also counts cancels that cross the end
 * of their answer. The node cannot see those, so it stops at half of that limit.
 */
const CANCELS_AT_ONCE = 500;
const CANCELS_A_SECOND = 33;

/**
 * Counts the cancelled calls of one connection, as nghttp2 does against the attack "rapid reset"
 * (CVE-2023-44487). So the node can act before nghttp2 ends the connection with all its calls.
 * Source: nghttp2, `nghttp2_option_set_stream_reset_rate_limit`. Node 20 has no setting for it.
 */
export class CancelBudget {
  private readonly nowMs: () => number;
  private left = CANCELS_AT_ONCE;
  private filledAtMs: number;

  /** `nowMs` is a clock that never goes back. */
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
    this.filledAtMs = nowMs();
  }

  /** Counts one cancelled call. Returns whether the connection may have another one. */
  spend(): boolean {
    const nowMs = this.nowMs();
    const refill = ((nowMs - this.filledAtMs) / 1000) * CANCELS_A_SECOND;
    this.left = Math.min(CANCELS_AT_ONCE, this.left + refill) - 1;
    this.filledAtMs = nowMs;
    return this.left >= 1;
  }
}
