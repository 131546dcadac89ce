import { Bell } from './bell.js';
import type { StoredEvent } from './stored-event.js';

/** What the subscription of the tail gives: the next event, or a place without one. */
type Heard = { readonly event: StoredEvent } | { readonly event?: undefined; readonly position: bigint | undefined };

/**
 * Opens the subscription of the tail after a position. It tells an interruption, and then may end.
 */
export type OpenTail = (options: {
  readonly after: bigint | undefined;
  readonly streamPrefixes: readonly string[];
  readonly signal: AbortSignal;
  readonly onInterrupted: (error: unknown) => void;
}) => AsyncIterable<Heard>;

/** Why a reader is not part of the tail any more. */
export type TailEnd = { readonly isTooSlow: true } | { readonly isTooSlow?: undefined; readonly error: unknown };

/** The most events that wait for one reader. It leaves the tail when there are more. */
const MOST_WAITING = 64;
/** After so many events, readers that wanted none of them hear how far the tail has come. */
const PLACE_EVERY = 256;
const BEFORE_ALL = -1n;

/**
 * The newest events of the log for all readers of a store that have caught up. One subscription
 * follows them, so each event is sent and decoded once, however many readers want it:
 *
 *     log        1 2 3 4 5 6 7 8
 *     the tail           (5 6 7 8      began behind 4
 *     reader A    2 3 4   5   7        read up to 4 by itself, and joined
 *     reader B    2 3                  is behind the tail: reads on by itself
 *
 * No reader waits for another one. A reader that does not take its events leaves: then it reads
 * them by itself, and joins again at the end. When the subscription breaks, all readers leave.
 */
export class LogTail {
  private readonly readers = new Set<TailReader>();
  /** Every event up to here went to the readers. Readers that join must have come as far. */
  private reached = BEFORE_ALL;
  /** Events since the newest place. */
  private sincePlace = 0;
  private following: AbortController | undefined;

  /** `prefixes`: of the streams that the tail follows. */
  constructor(
    private readonly prefixes: readonly string[],
    private readonly open: OpenTail,
  ) {}

  /**
   * Joins a reader that has every event of its streams up to a position. Undefined when the tail is
   * further already, or does not follow these streams.
   */
  join(after: bigint | undefined, prefixes: readonly string[]): TailReader | undefined {
    const position = after ?? BEFORE_ALL;
    if (!prefixes.every((prefix) => this.prefixes.some((ours) => prefix.startsWith(ours)))) return undefined;
    if (this.following && position < this.reached) return undefined;
    const reader = new TailReader(position, prefixes, () => this.left(reader));
    this.readers.add(reader);
    if (!this.following) void this.follow(after);
    return reader;
  }

  private left(reader: TailReader): void {
    this.readers.delete(reader);
    if (this.readers.size > 0) return;
    this.following?.abort();
    this.following = undefined;
  }

  private async follow(after: bigint | undefined): Promise<void> {
    const following = new AbortController();
    this.following = following;
    this.reached = after ?? BEFORE_ALL;
    const breakUp = (error: unknown) => {
      if (this.following !== following) return;
      this.following = undefined;
      following.abort();
      for (const reader of this.readers) reader.end({ error });
      this.readers.clear();
    };
    try {
      const { signal } = following;
      const heard = this.open({ after, streamPrefixes: this.prefixes, signal, onInterrupted: breakUp });
      for await (const one of heard) {
        if (this.following !== following) return;
        this.give(one);
      }
      breakUp(new Error('The subscription ended.'));
    } catch (error) {
      breakUp(error);
    }
  }

  private give({ event, position }: Heard & { readonly position?: bigint | undefined }): void {
    if (event) {
      this.reached = event.position;
      this.sincePlace++;
      for (const reader of this.readers) reader.offer(event);
    }
    // A server may name no place when it sends every event.
    const place = this.sincePlace >= PLACE_EVERY ? this.reached : position;
    if (place !== undefined && place >= this.reached) this.givePlace(place);
  }

  private givePlace(position: bigint): void {
    this.reached = position;
    this.sincePlace = 0;
    for (const reader of this.readers) reader.offer(position);
  }
}

/** A reader that has joined the tail. */
export class TailReader {
  private readonly waiting: (StoredEvent | bigint)[] = [];
  private readonly bell = new Bell();
  private reason: TailEnd | undefined;

  constructor(
    /** The position of the newest event or place that it has, or that waits for it. */
    private newest: bigint,
    private readonly prefixes: readonly string[],
    /** Takes the reader out of the tail. Call it when the reader reads no more. */
    readonly leave: () => void,
  ) {}

  /** The tail offers the next event, or the position of a place. */
  offer(next: StoredEvent | bigint): void {
    if (this.reason) return;
    if (typeof next === 'bigint') {
      if (next <= this.newest) return;
      // Only the newest place counts.
      if (typeof this.waiting.at(-1) === 'bigint') this.waiting.pop();
    } else {
      if (next.position <= this.newest || !this.prefixes.some((prefix) => next.stream.startsWith(prefix))) return;
      if (this.waiting.length >= MOST_WAITING) {
        this.end({ isTooSlow: true });
        return;
      }
    }
    this.waiting.push(next);
    this.newest = typeof next === 'bigint' ? next : next.position;
    this.bell.ring();
  }

  /** Nothing comes after what waits. */
  end(reason: TailEnd): void {
    this.reason ??= reason;
    this.bell.ring();
  }

  /** The next event, or the position of a place that was reached. Undefined when nothing waits. */
  take(): StoredEvent | bigint | undefined {
    return this.waiting.shift();
  }

  /** Why nothing more comes. Undefined while the reader is part of the tail. */
  get ended(): TailEnd | undefined {
    return this.reason;
  }

  /** Resolves when there is news, or at `wake`: call `take`, and then look at `ended`. */
  news(): Promise<void> {
    return this.bell.wait();
  }

  /** Ends the wait for news, now or the next one. */
  wake(): void {
    this.bell.ring();
  }
}
