import type { SummedTime } from '@app/domain';
import { LRUCache } from 'lru-cache';

/** The users whose rows a write may change: these, or all users. */
export type WrittenUsers = ReadonlySet<string> | 'all';

const REMEMBERED_BYTES = 24_000_000;
/** What a row holds beside its texts, and what a text takes beside its letters. */
const [BYTES_OF_A_ROW, BYTES_OF_A_TEXT] = [24, 24];
const REMEMBERED_USERS = 10_000;

/**
 * Remembers time that was read, until rows of its user are written. It is for clients that send the
 * same query again and again.
 *
 * It must hear of every write, so it works only for an engine that this process alone writes to.
 * Each user has an epoch. An epoch ends when a write begins, and again when the write ends. So time
 * that is read during a write is never found later, whether it has the write or not.
 *
 *     write            [======)
 *     epochs   1       |  2   |  3
 *     read        [---------)            remembered under 1: later queries do not find it
 *
 * So every answer has all that was written before its query came.
 */
export class RememberedTime {
  private readonly epochs = new LRUCache<string, number>({ max: REMEMBERED_USERS });
  private readonly times: LRUCache<string, SummedTime>;
  private readonly reading = new Map<string, Promise<SummedTime>>();
  private newestEpoch = 0;

  /**
   * `largestBytes`: the most to remember, over all users and queries. An answer of more than a
   * sixth of that is not remembered.
   */
  constructor(largestBytes = REMEMBERED_BYTES) {
    const maxEntrySize = Math.ceil(largestBytes / 6);
    this.times = new LRUCache({ maxSize: largestBytes, maxEntrySize, sizeCalculation: bytesOfTime });
  }

  /**
   * The time that answers a user's query. It is remembered, or another request is reading it, or it
   * is read now.
   */
  async timeOf(
    { userId, query }: { userId: string; query: string },
    read: () => Promise<SummedTime>,
  ): Promise<SummedTime> {
    const epoch = this.epochOf(userId);
    const key = `${epoch} ${query}`;
    const known = this.times.get(key) ?? this.reading.get(key);
    if (known) return known;
    const reading = read();
    this.reading.set(key, reading);
    try {
      const time = await reading;
      if (this.epochs.peek(userId) === epoch) this.times.set(key, time);
      return time;
    } finally {
      this.reading.delete(key);
    }
  }

  /** Runs a write that may change rows of these users. */
  async whileWriting<T>(users: WrittenUsers, write: () => Promise<T>): Promise<T> {
    this.forget(users);
    try {
      return await write();
    } finally {
      // A write that failed may still have changed rows.
      this.forget(users);
    }
  }

  /** Forgets what was read of these users. */
  forget(users: WrittenUsers): void {
    if (users === 'all') {
      this.epochs.clear();
      this.times.clear();
    } else for (const userId of users) this.epochs.delete(userId);
  }

  private epochOf(userId: string): number {
    let epoch = this.epochs.get(userId);
    if (epoch === undefined) this.epochs.set(userId, (epoch = ++this.newestEpoch));
    return epoch;
  }
}

/** About how much memory time takes. Titles and paths may be long, so their letters count. */
function bytesOfTime({ durationsMs, activities, documents, pages }: SummedTime): number {
  const bytesOf = (texts: readonly string[] = []) =>
    texts.reduce((sum, text) => sum + BYTES_OF_A_TEXT + text.length, 0);
  return 1 + durationsMs.length * BYTES_OF_A_ROW + bytesOf(activities.names) + bytesOf(documents) + bytesOf(pages);
}
