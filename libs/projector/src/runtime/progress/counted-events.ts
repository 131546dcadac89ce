import type { Followed } from '@app/event-store';

/**
 * A reading of the past with fewer events than this has come close to the end of the log. The next
 * reading would find about as few, for as long as clients write.
 */
export const FEW_EVENTS = 1_000;

/** What a reader follows, with a count of the events that it got. */
export class CountedEvents implements AsyncIterable<Followed> {
  /** The events so far. */
  count = 0;

  constructor(private readonly followed: AsyncIterable<Followed>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Followed> {
    for await (const one of this.followed) {
      if (one.event) this.count++;
      yield one;
    }
  }
}
