import type { LocalDate } from '@app/domain';
import { type Change, isShownByTables, keyOf, type LiveKind } from './live-kinds.js';

/** What a page is told. */
export interface ToldChanges {
  /** Anything may have changed. The lists are empty then. */
  readonly all: boolean;
  readonly kinds: readonly LiveKind[];
  /** The local days whose time changed. */
  readonly days: readonly LocalDate[];
}

/** Positions in the log of the first and the last change, both inclusive. */
interface Stretch {
  readonly first: bigint;
  readonly last: bigint;
}

type Untold = Stretch & Pick<Change, 'kind' | 'day'>;

/** So many kinds and days are told one by one. More of them are "all". */
const MOST = 100;

const EVERYTHING: ToldChanges = { all: true, kinds: [], days: [] };

/**
 * What one page was not told yet. It stays small however slowly the page reads: changes of one kind
 * and day are one. Time waits until the tables show it, so a page that asks then gets it.
 */
export class UntoldChanges {
  private readonly untold = new Map<string, Untold>();
  /** Anything may have changed up to `last`: told now, and when the tables have come there. */
  private whole: (Stretch & { isTold: boolean }) | undefined;

  add(change: Change): void {
    const { kind, day, position } = change;
    if (isShownByTables(kind) && day === undefined) return this.addAll(position, position);
    const key = keyOf(change);
    const first = this.untold.get(key)?.first ?? position;
    this.untold.set(key, { kind, day, first, last: position });
    if (this.untold.size <= MOST) return;
    this.addAll(this.firstOr(position), position);
    this.untold.clear();
  }

  /** Anything may have changed between these positions (inclusive). */
  addAll(first: bigint, last: bigint): void {
    const before = this.whole;
    this.whole = {
      first: before && before.first < first ? before.first : first,
      last: before && before.last > last ? before.last : last,
      isTold: false,
    };
  }

  /** Whether something waits that the tables do not show up to this position. */
  waitsForTables(shown: bigint): boolean {
    if (this.whole && this.whole.last > shown) return true;
    return [...this.untold.values()].some(({ kind, last }) => isShownByTables(kind) && last > shown);
  }

  /** What can be told now, while the tables show the log up to `shown`. Undefined: nothing. */
  take(shown: bigint): ToldChanges | undefined {
    const taken = this.takeChanges(shown);
    if (this.whole && (!this.whole.isTold || this.whole.last <= shown)) {
      this.whole = this.whole.last <= shown ? undefined : { ...this.whole, isTold: true };
      return EVERYTHING;
    }
    if (taken.length === 0) return undefined;
    const days = taken.flatMap(({ day }) => (day === undefined ? [] : [day]));
    return {
      all: false,
      kinds: [...new Set(taken.map(({ kind }) => kind))].sort(),
      days: [...new Set(days)].sort(),
    };
  }

  /**
   * A page that comes back with this position misses nothing: all changes up to it were told.
   * `heard` is the position up to which changes are known.
   */
  toldUpTo(heard: bigint): bigint {
    const first = this.firstOr(heard + 1n);
    const least = this.whole && this.whole.first < first ? this.whole.first : first;
    return least > 0n ? least - 1n : 0n;
  }

  private takeChanges(shown: bigint): Untold[] {
    const taken: Untold[] = [];
    for (const [key, change] of this.untold) {
      if (isShownByTables(change.kind) && change.first > shown) continue;
      taken.push(change);
      // A busy day is told again and again, and does not wait until it is quiet.
      if (isShownByTables(change.kind) && change.last > shown) this.untold.set(key, { ...change, first: shown + 1n });
      else this.untold.delete(key);
    }
    return taken;
  }

  private firstOr(position: bigint): bigint {
    let least = position;
    for (const { first } of this.untold.values()) if (first < least) least = first;
    return least;
  }
}
