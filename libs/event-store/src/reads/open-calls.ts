import pLimit from 'p-limit';

/**
 * A server takes 100 calls at once on a connection. The next one waits there, without an answer and
 * without an error. So fewer are opened, and the others wait here:
 *
 *     reads, deletions   48   short: each is read to its end at once
 *     subscriptions      32   as long as their readers want
 *     appends             1   all appends share one call
 *
 * The client shares a connection between all its instances in a process. So these are the limits of
 * one EventStore for each process and store.
 */
const SHORT_CALLS_AT_ONCE = 48;
const SUBSCRIPTIONS_AT_ONCE = 32;

/** The calls that one EventStore has open, without its appends. */
export class OpenCalls {
  private readonly limitShort = pLimit(SHORT_CALLS_AT_ONCE);
  private readonly limitSubscriptions = pLimit(SUBSCRIPTIONS_AT_ONCE);

  /**
   * Runs a call that ends by itself. It must not wait for its caller, or for another call: calls
   * that wait for each other would use up the limit.
   */
  short<T>(call: () => Promise<T>): Promise<T> {
    return this.limitShort(call);
  }

  /**
   * Resolves when a subscription may begin, or when the signal ends the wait. The result gives its
   * place to the next one.
   */
  subscription(signal: AbortSignal): Promise<() => void> {
    return new Promise((begin) => {
      const giveUp = () => begin(() => undefined);
      signal.addEventListener('abort', giveUp, { once: true });
      void this.limitSubscriptions(async () => {
        signal.removeEventListener('abort', giveUp);
        if (!signal.aborted) await new Promise<void>((end) => begin(end));
      });
    });
  }
}
