/** How long batches rest. */
export interface Rest {
  /** A batch rests this many times as long as the batch before it took to write. */
  readonly times: number;
  /** The longest rest, in ms. It adds to the time from append to table while many events come. */
  readonly mostMs: number;
}

/** Where only the tables tell what an event changed. */
export const SHORT_REST: Rest = { times: 4, mostMs: 40 };
/** Where reports of the days that change are read from memory, and only longer reports wait. */
export const LONG_REST: Rest = { times: 9, mostMs: 200 };

/**
 * How long a batch of new events waits for more. An insert of one row costs nearly as much as one
 * of many, so batches follow each other with a rest between them. The first change after a silence
 * is written at once.
 *
 *     events   x       x x x x x x x x x x
 *     write    [1]     [1]    [ 5 ]    [ 4 ]
 *     rest        ----    ----     ----
 */
export class WritePace {
  private restsUntilMs = -Infinity;

  /** `lingerMs`: how long also the first change waits. */
  constructor(
    private readonly lingerMs: number,
    private readonly rest: Rest,
  ) {}

  /** A batch was written between these moments of one clock, in ms. */
  wrote(beganMs: number, endedMs: number): void {
    this.restsUntilMs = endedMs + Math.min(this.rest.mostMs, this.rest.times * (endedMs - beganMs));
  }

  /** How long a batch that begins now waits for more events, in ms. */
  waitMs(nowMs: number): number {
    return Math.max(this.lingerMs, this.restsUntilMs - nowMs);
  }
}
