import { LRUCache } from 'lru-cache';

const MOST_CALLERS = 200;

interface Room {
  calls: number;
  atMs: number;
}

/**
 * Limits calls by their caller: `burst` at once, and `perSecond` again. A caller that was not heard
 * for long is forgotten, which gives it no more than a full burst.
 */
export class RateLimit {
  private readonly rooms = new LRUCache<string, Room>({ max: MOST_CALLERS });

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor(
    private readonly limit: { burst: number; perSecond: number },
    private readonly nowMs: () => number,
  ) {}

  /** Takes room for one call. False when there is none. */
  take(caller: string): boolean {
    const { burst, perSecond } = this.limit;
    const atMs = this.nowMs();
    const room = this.rooms.get(caller) ?? { calls: burst, atMs };
    const calls = Math.min(burst, room.calls + ((atMs - room.atMs) / 1_000) * perSecond);
    this.rooms.set(caller, { calls: calls >= 1 ? calls - 1 : calls, atMs });
    return calls >= 1;
  }
}
