import type { SummedTime } from '@app/domain';
import { LRUCache } from 'lru-cache';

/** Whose rows a write may change: these users', or everybody's. */
export type WrittenUsers = ReadonlySet<string> | 'everybody';

/** Some 20 MB: a row holds a time and names that others hold too. */
const REMEMBERED_ROWS = 100_000;
const REMEMBERED_USERS = 10_000;

/**
 * What was read of users' time, for as long as nothing of that user is written: for clients that ask again and again.
 *
 * It holds only if it hears of every write, so it belongs to an engine that this process alone writes to. Each user has an
 * epoch, which ends when a write begins and again when it ends: what is read meanwhile is never found afterwards, whether it
 * saw the write or not.
 *
 *     write            [======)
 *     epochs   1       |  2   |  3
 *     read        [---------)            kept under 1, which nobody asks for any more
 *
 * So an answer knows all that was written before its question was asked.
 */
export class RememberedTime {
  private readonly epochs = new LRUCache<string, number>({ max: REMEMBERED_USERS });
  private readonly times: LRUCache<string, SummedTime>;
  private readonly reading = new Map<string, Promise<SummedTime>>();
  private newestEpoch = 0;

  /** `largestSize`: rows held at most, over all users and questions. An answer of more than half of that is not kept. */
  constructor(largestSize = REMEMBERED_ROWS) {
    const sizeCalculation = ({ durationsMs }: SummedTime) => durationsMs.length + 1;
    this.times = new LRUCache({ maxSize: largestSize, maxEntrySize: Math.ceil(largestSize / 2), sizeCalculation });
  }

  /** The time that answers a user's question: remembered, or being read for another who asks the same, or read now. */
  async timeOf(
    { userId, question }: { userId: string; question: string },
    read: () => Promise<SummedTime>,
  ): Promise<SummedTime> {
    const epoch = this.epochOf(userId);
    const key = `${epoch} ${question}`;
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

  /** Writes what may change these users' rows. */
  async whileWriting<T>(users: WrittenUsers, write: () => Promise<T>): Promise<T> {
    this.forget(users);
    try {
      return await write();
    } finally {
      // A write that failed may have been done all the same.
      this.forget(users);
    }
  }

  /** Nothing that was read of these users before is found afterwards. */
  forget(users: WrittenUsers): void {
    if (users === 'everybody') {
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
