import type { Clock } from '../sharding/membership.js';

/** A clock that a test moves. */
export class ManualClock implements Clock {
  private now = 0;
  private readonly waiting = new Set<{ untilMs: number; end: () => void }>();

  nowMs(): number {
    return this.now;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wait = {
        untilMs: this.now + ms,
        end: () => {
          this.waiting.delete(wait);
          signal.removeEventListener('abort', wait.end);
          resolve();
        },
      };
      this.waiting.add(wait);
      if (signal.aborted) wait.end();
      else signal.addEventListener('abort', wait.end);
    });
  }

  /**
   * Ends every wait that is over by then. Resolves after what follows from that has happened,
   * except I/O.
   */
  async advance(ms: number): Promise<void> {
    this.now += ms;
    for (const wait of [...this.waiting]) if (wait.untilMs <= this.now) wait.end();
    await new Promise(setImmediate);
  }
}
