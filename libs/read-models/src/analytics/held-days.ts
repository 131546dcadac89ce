import type { BucketTime, LocalDate } from '@app/domain';
import { LRUCache } from 'lru-cache';
import type { WrittenUsers } from './remembered-time.js';

/** One user's local day, as this process folds it. */
export interface HeldDay {
  readonly userId: string;
  readonly localDate: LocalDate;
  /** A measure of what it holds: pieces of time and their ids. */
  readonly size: number;
  /** Its time as it is now, bucket by bucket, in any order. Empty when all of it was erased. */
  times(): BucketTime[];
}

interface Entry {
  readonly day: HeldDay;
  /** Its time, once it was asked for. */
  times: readonly BucketTime[] | undefined;
}

/** All days together, some 20 MB at most. The days are held for the projection anyway. */
const LARGEST_SIZE = 60_000;
/** To sum a larger day would take longer than a query: 2 ms. */
const LARGEST_DAY = 10_000;

/**
 * The days that the projection of this process changed last. A report of one of them is summed from
 * memory: it has an activity as soon as it is folded, before the tables have it, and it asks the
 * engine for nothing. It is the same fold that the rows of the tables come from, so it is the same
 * report.
 *
 *     append [a]   fold [a]   write [a    ]
 *     report           a      a           a
 *
 * Days that were held for longest without a change or a question go first: their rows are written.
 * What deletes or empties rows must `forget` them here too.
 */
export class HeldDays {
  private readonly days: LRUCache<string, Entry>;

  /** `largestSize`: the limit for all days together. */
  constructor(largestSize = LARGEST_SIZE) {
    this.days = new LRUCache({ maxSize: largestSize, sizeCalculation: ({ day }) => day.size + 1 });
  }

  /** Holds a day. Call it again after each change: its time is read again then. */
  hold(day: HeldDay): void {
    const key = keyOf(day.userId, day.localDate);
    if (day.size > LARGEST_DAY) this.days.delete(key);
    else this.days.set(key, { day, times: undefined });
  }

  /** The time of a day, bucket by bucket. Undefined when the day is not held. */
  timesOf(userId: string, date: LocalDate): readonly BucketTime[] | undefined {
    const entry = this.days.get(keyOf(userId, date));
    return entry && (entry.times ??= entry.day.times());
  }

  /** Lets the days of these users go: the tables say what they have. */
  forget(users: WrittenUsers): void {
    if (users === 'all') return this.days.clear();
    for (const [key, { day }] of this.days) if (users.has(day.userId)) this.days.delete(key);
  }
}

const keyOf = (userId: string, date: LocalDate): string => `${userId} ${date}`;
