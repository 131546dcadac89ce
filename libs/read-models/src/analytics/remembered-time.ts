import { atMost, type SummedTime, untilIdle } from '@app/domain';
import { LRUCache } from 'lru-cache';

/** The users whose rows a write may change: these, or all users. */
export type WrittenUsers = ReadonlySet<string> | 'all';

const REMEMBERED_BYTES = 24_000_000;
/** What a row holds beside its texts, and what a text takes beside its letters. */
const [BYTES_OF_A_ROW, BYTES_OF_A_TEXT] = [24, 24];
const REMEMBERED_USERS = 10_000;

/** What is remembered of one user since the last write of their rows. */
interface UserTimes {
  readonly times: LRUCache<string, SummedTime>;
  readonly reading: Map<string, Promise<SummedTime>>;
}

/**
 * Remembers time that was read, until rows of its user are written. It is for clients that send the
 * same query again and again.
 *
 * It must hear of every write, so it works only for an engine that this process alone writes to.
 * What is remembered of a user is let go when a write of their rows begins, and again when it ends.
 * So time that is read during a write is never found later, whether it has the write or not.
 *
 *     write              [======)
 *     remembered   1     |  2   |  3
 *     read          [--------)             goes into 1: later queries do not find it
 *
 * So every answer has all that was written before its query came.
 *
 * When there is too much, the user of whom most is remembered loses the answer that was unused for
 * longest. So one user who asks for everything does not push out what others ask for.
 */
export class RememberedTime {
  private readonly users: LRUCache<string, UserTimes>;
  private bytes = 0;

  /**
   * `largestBytes`: the most to remember, over all users and queries. An answer of more than a
   * sixth of that is not remembered. `idleMs`: what is remembered of a user who asks for nothing
   * goes after so long.
   */
  constructor(
    private readonly largestBytes = REMEMBERED_BYTES,
    idleMs?: number,
  ) {
    const dispose = ({ times }: UserTimes) => void (this.bytes -= times.calculatedSize);
    this.users = new LRUCache({ ...atMost(REMEMBERED_USERS), ...untilIdle(idleMs), dispose });
  }

  /**
   * The time that answers a user's query. It is remembered, or another request is reading it, or it
   * is read now.
   */
  async timeOf(
    { userId, query }: { userId: string; query: string },
    read: () => Promise<SummedTime>,
  ): Promise<SummedTime> {
    const user = this.timesOf(userId);
    const known = user.times.get(query) ?? user.reading.get(query);
    if (known) return known;
    const reading = read();
    user.reading.set(query, reading);
    try {
      const time = await reading;
      if (this.users.peek(userId) === user) this.remember(user, query, time);
      return time;
    } finally {
      user.reading.delete(query);
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
    if (users === 'all') this.users.clear();
    else for (const userId of users) this.users.delete(userId);
  }

  private timesOf(userId: string): UserTimes {
    const known = this.users.get(userId);
    if (known) return known;
    const maxEntrySize = Math.ceil(this.largestBytes / 6);
    const times = new LRUCache<string, SummedTime>({
      ...{ maxSize: this.largestBytes, maxEntrySize, sizeCalculation: bytesOfTime },
    });
    const user = { times, reading: new Map<string, Promise<SummedTime>>() };
    this.users.set(userId, user);
    return user;
  }

  private remember({ times }: UserTimes, query: string, time: SummedTime): void {
    this.bytes -= times.calculatedSize;
    times.set(query, time);
    this.bytes += times.calculatedSize;
    while (this.bytes > this.largestBytes) this.shrink();
  }

  /** Forgets one answer of the user of whom most is remembered. */
  private shrink(): void {
    let most: UserTimes['times'] | undefined;
    for (const { times } of this.users.values()) if (times.calculatedSize > (most?.calculatedSize ?? 0)) most = times;
    if (!most) return;
    this.bytes -= most.calculatedSize;
    most.pop();
    this.bytes += most.calculatedSize;
  }
}

/** About how much memory time takes. Titles and paths may be long, so their letters count. */
function bytesOfTime({ durationsMs, activities, documents, pages }: SummedTime): number {
  const bytesOf = (texts: readonly string[] = []) =>
    texts.reduce((sum, text) => sum + BYTES_OF_A_TEXT + text.length, 0);
  return 1 + durationsMs.length * BYTES_OF_A_ROW + bytesOf(activities.names) + bytesOf(documents) + bytesOf(pages);
}
