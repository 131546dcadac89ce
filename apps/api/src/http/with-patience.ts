/** How long to wait for a client, and what to do then. */
export interface Patience {
  readonly limitMs: number;
  readonly giveUp: () => void;
}

/**
 * The same values. `giveUp` is called when the consumer has not asked for the next value `limitMs`
 * after it got one. It does not count how long the next value takes.
 *
 *     value   ├── consumer, at most limitMs ──┤ asks ├── source, as long as it takes ──┤ value
 */
export async function* withPatience<T>(values: AsyncIterable<T>, { limitMs, giveUp }: Patience): AsyncGenerator<T> {
  for await (const value of values) {
    const limit = setTimeout(giveUp, limitMs);
    try {
      yield value;
    } finally {
      clearTimeout(limit);
    }
  }
}
