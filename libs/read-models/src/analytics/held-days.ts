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
/** Of one user. So one who sends time of many days leaves room for the days of others. */
const MOST_DAYS = 3;

/**
 * The days that the projection of this process changed last. A report of one of them is summed from
 * memory: it has an activity as soon as it is folded, before the tables have it, and it asks the
 * engine for nothing. It is the same fold that the rows of the tables come from, so it is the same
 * report.
 *
 *     append [a]   fold [a]   write [a    ]
 *     report           a      a           a
 *
 * Users whose days were held for longest without a change or a question lose them first: their rows
 * are written. What deletes or empties rows must `forget` days here too.
 */
export class HeldDays {
  /** The days of each user, the one that changed last at the end. */
  private readonly users: LRUCache<string, ReadonlyMap<LocalDate, Entry>>;

  /** `largestSize`: the limit for all days together. */
  constructor(largestSize = LARGEST_SIZE) {
    this.users = new LRUCache({ maxSize: largestSize, sizeCalculation: sizeOf });
  }

  /** Holds a day. Call it again after each change: its time is read again then. */
  hold(day: HeldDay): void {
    const { userId, localDate } = day;
    const days = new Map(this.users.peek(userId));
    days.delete(localDate);
    if (day.size <= LARGEST_DAY) days.set(localDate, { day, times: undefined });
    for (const oldest of days.keys()) if (days.size > MOST_DAYS) days.delete(oldest);
    this.users.set(userId, days);
  }

  /** The time of a day, bucket by bucket. Undefined when the day is not held. */
  timesOf(userId: string, date: LocalDate): readonly BucketTime[] | undefined {
    const entry = this.users.get(userId)?.get(date);
    return entry && (entry.times ??= entry.day.times());
  }

  /** Lets the days of these users go: the tables say what they have. */
  forget(users: WrittenUsers): void {
    if (users === 'all') this.users.clear();
    else for (const userId of users) this.users.delete(userId);
  }
}

function sizeOf(days: ReadonlyMap<LocalDate, Entry>): number {
  let size = 1;
  for (const { day } of days.values()) size += day.size;
  return size;
}
