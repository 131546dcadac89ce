/** How long to wait for a client, and what to do then. */
export interface Patience<T> {
  /** For one value. */
  readonly limitMs: number;
  /**
   * For all values together: `graceMs`, and `msFor` of each value that the client has taken. So a
   * client that takes a little just before each limit does not stay for ever.
   */
  readonly graceMs: number;
  readonly msFor: (value: T) => number;
  readonly giveUp: () => void;
}

/**
 * The same values. `giveUp` is called when the consumer has not asked for the next value in time
 * after it got one. It does not count how long the next value takes.
 *
 *     value   ├── consumer, at most limitMs ──┤ asks ├── source, as long as it takes ──┤ value
 */
export async function* withPatience<T>(
  values: AsyncIterable<T>,
  { limitMs, graceMs, msFor, giveUp }: Patience<T>,
): AsyncGenerator<T> {
  let leftMs = graceMs;
  for await (const value of values) {
    leftMs += msFor(value);
    const givenAt = performance.now();
    const limit = setTimeout(giveUp, Math.max(0, Math.min(limitMs, leftMs)));
    try {
      yield value;
    } finally {
      clearTimeout(limit);
      leftMs -= performance.now() - givenAt;
    }
  }
}
