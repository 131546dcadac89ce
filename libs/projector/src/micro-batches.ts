import { setTimeout as delay } from 'node:timers/promises';

export interface MicroBatchLimits {
  /** Most elements of a batch. */
  readonly maxCount: number;
  /** How long a batch waits for more after its first element, in ms. Adds to the latency of every element. */
  readonly lingerMs: number;
}

/**
 * Gathers what arrives close together, in order: a batch ends when it is full, when `lingerMs` have passed since its
 * first element, or with the source. While a batch is being worked on only one more element is asked for, so a slow
 * consumer slows the source down.
 *
 *     a b c          d      linger |--|        ->   [a b c]  [d]
 */
export async function* microBatches<T>(
  source: AsyncIterable<T>,
  { maxCount, lingerMs }: MicroBatchLimits,
): AsyncGenerator<[T, ...T[]]> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const asked = iterator.next();
    // It may fail while the consumer is at work and nobody waits for it; whoever awaits it next still gets the failure.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  try {
    for (;;) {
      const first = await next;
      if (first.done) return;
      const batch: [T, ...T[]] = [first.value];
      next = ask();
      const stopLingering = new AbortController();
      const lingered = delay(lingerMs, undefined, { signal: stopLingering.signal }).catch(() => undefined);
      while (batch.length < maxCount) {
        const arrived = await Promise.race([next, lingered]);
        if (!arrived || arrived.done) break;
        batch.push(arrived.value);
        next = ask();
      }
      stopLingering.abort();
      yield batch;
    }
  } finally {
    // Not awaited: a generator ends only after the element that was asked for, which may be long in coming.
    void iterator.return?.().catch(() => undefined);
  }
}
