import { type Change, keyOf } from './live-kinds.js';

interface OwnChanges {
  /** Changes up to here (inclusive) may be forgotten. */
  after: bigint;
  /** The newest change of each kind and day, in log order. */
  readonly newest: Map<string, Change>;
}

/**
 * How much is remembered. A change takes some 250 bytes. A listener that missed more is told that
 * anything may have changed.
 */
const LIMITS = { users: 5_000, ofUser: 40 };

/**
 * The newest changes of all users, for pages that come back. Of each kind and day it keeps the last
 * change only, so the log may grow as it likes.
 *
 *     log     1  2  3  4  5  6        begin(2), then changes at 3, 5 and 6
 *     since(4) -> changes 5 and 6     since(1) -> undefined: something may be forgotten
 */
export class RecentChanges {
  private readonly users = new Map<string, OwnChanges>();
  private after = -1n;
  private heardUpTo = -1n;

  constructor(private readonly limits = LIMITS) {}

  /** The position of the newest event that was heard. Everything up to it is known here. */
  get heard(): bigint {
    return this.heardUpTo;
  }

  /** Every change after this position (exclusive) is known, unless its user has too many. */
  get knownAfter(): bigint {
    return this.after;
  }

  /** Forgets all. From now on every change after the position (exclusive) is added. */
  begin(after: bigint): void {
    this.users.clear();
    this.after = after;
    this.heardUpTo = after;
  }

  /** Notes that an event was heard, whether it changed anything or not. */
  hear(position: bigint): void {
    if (position > this.heardUpTo) this.heardUpTo = position;
  }

  add(change: Change): void {
    const own = this.users.get(change.userId) ?? { after: this.after, newest: new Map<string, Change>() };
    this.users.delete(change.userId);
    this.users.set(change.userId, own);
    const key = keyOf(change);
    own.newest.delete(key);
    own.newest.set(key, change);
    this.hear(change.position);
    if (own.newest.size > this.limits.ofUser) forgetOldest(own);
    if (this.users.size > this.limits.users) this.forgetOldestUser();
  }

  /**
   * The changes of a user after a position (exclusive), in log order. Undefined when some of them
   * may be forgotten, and when the position is none that was heard.
   */
  since(userId: string, position: bigint): readonly Change[] | undefined {
    if (position < this.after || position > this.heardUpTo) return undefined;
    const own = this.users.get(userId);
    if (!own) return [];
    return position < own.after ? undefined : [...own.newest.values()].filter((one) => one.position > position);
  }

  /** All known changes of a user. */
  of(userId: string): readonly Change[] {
    return [...(this.users.get(userId)?.newest.values() ?? [])];
  }

  private forgetOldestUser(): void {
    for (const [userId, own] of this.users) {
      const last = [...own.newest.values()].at(-1)?.position ?? own.after;
      if (last > this.after) this.after = last;
      this.users.delete(userId);
      return;
    }
  }
}

function forgetOldest(own: OwnChanges): void {
  for (const [key, { position }] of own.newest) {
    own.after = position;
    own.newest.delete(key);
    return;
  }
}
