import { atMost } from '@app/domain';
import { LRUCache } from 'lru-cache';

/** How many tries one key has, and the time in which it has them. */
export interface TryRule {
  readonly most: number;
  readonly windowMs: number;
}

/** The tries of one key since `startedAt` (epoch ms). */
interface TryWindow {
  readonly startedAt: number;
  taken: number;
}

/** The most keys with a count. Some 150 bytes each. */
const MOST_KEYS = 20_000;

/**
 * Counts tries by key, in windows that begin with the first try.
 *
 * A try is taken before the work and may be given back after it. So tries that run at the same time
 * cannot be more than the rule allows. Memory is bounded: beyond `mostKeys` keys, the key that was
 * unused longest starts from nothing. `RateLimiterMemory` has no such bound, and it cannot look at
 * two counts and take from both as one step.
 */
export class TryCounts {
  private readonly windows: LRUCache<string, TryWindow>;

  constructor(
    readonly rule: TryRule,
    mostKeys = MOST_KEYS,
  ) {
    this.windows = new LRUCache(atMost(mostKeys));
  }

  /** Milliseconds until the key has a try left; 0 when it has one at `now` (epoch ms). */
  waitMs(key: string, now: number): number {
    const window = this.windowAt(key, now);
    if (!window || window.taken < this.rule.most) return 0;
    return window.startedAt + this.rule.windowMs - now;
  }

  /**
   * Takes a try, or several, whether there are so many left or not. The result gives them back,
   * once.
   */
  take(key: string, now: number, tries = 1): () => void {
    let window = this.windowAt(key, now);
    if (!window) this.windows.set(key, (window = { startedAt: now, taken: 0 }));
    const counted = window;
    counted.taken += tries;
    let isTaken = true;
    // A window that has ended keeps its own count: no try goes back to a later window.
    return () => {
      if (isTaken) counted.taken -= tries;
      isTaken = false;
    };
  }

  /** The window that runs at `now`. A clock that was set back ends a window too. */
  private windowAt(key: string, now: number): TryWindow | undefined {
    const window = this.windows.get(key);
    const isRunning = window && now >= window.startedAt && now < window.startedAt + this.rule.windowMs;
    return isRunning ? window : undefined;
  }
}

/** A key in one of several counts. */
export interface CountedKey {
  readonly counts: TryCounts;
  readonly key: string;
}

/** Milliseconds until every key has a try left; 0 when all have one at `now`. */
export const longestWaitMs = (keys: readonly CountedKey[], now: number): number =>
  Math.max(0, ...keys.map(({ counts, key }) => counts.waitMs(key, now)));

/** Takes one try of every key. The result gives all of them back, once. */
export function takeOfEach(keys: readonly CountedKey[], now: number): () => void {
  const taken = keys.map(({ counts, key }) => counts.take(key, now));
  return () => taken.forEach((giveBack) => giveBack());
}
