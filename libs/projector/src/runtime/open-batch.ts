import {
  type ActivityDay,
  type BucketRow,
  bucketRows,
  type DailyRow,
  dailyRows,
  DomainError,
  type DayOwner,
  parseActivityStream,
  parseTaxonomyStream,
  readTaxonomyEvent,
} from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import { BUCKETS, DAILY, type ParkedEvent, EncodedRows } from '@app/read-models';
import { parkedBecause } from './parked-because.js';
import type { StartingPoint } from './resume.js';
import type { DayCache } from './day-cache.js';

/** What a batch of events comes to: rows to write, events to set aside, and where in the log it ends. */
export interface ProjectedBatch {
  readonly buckets: EncodedRows<BucketRow>;
  readonly daily: EncodedRows<DailyRow>;
  readonly parked: readonly ParkedEvent[];
  /** How many events it was. */
  readonly events: number;
  readonly newest: StoredEvent;
}

interface ChangedDay {
  readonly day: ActivityDay;
  readonly owner: DayOwner;
}

/**
 * Events of any streams, folded as they come, in log order, into the days that they change; taken as rows whenever it suits
 * whoever writes them. What is taken depends on nothing but the log and the position after which it begins, so any cutting
 * of a log into batches comes to the same rows.
 *
 * Events of other streams than `activity-` change none. One of activity or of a taxonomy that cannot be read is set aside.
 */
export class OpenBatch {
  private readonly changed = new Map<string, ChangedDay>();
  private parked: ParkedEvent[] = [];
  private newest: StoredEvent | undefined;
  private count = 0;
  private folded = 0;

  /**
   * `after`: rows that depend on nothing after this position are in the tables already. `isOurs`: which events to fold; the
   * others only move the position.
   */
  constructor(
    private readonly days: DayCache,
    private after: bigint,
    private readonly isOurs: StartingPoint['isOurs'] = undefined,
  ) {}

  /** Events that were folded and not taken yet. */
  get events(): number {
    return this.count;
  }

  /** What they added to their days, as `ActivityDay.size` measures it: about one and a half for each row to write. */
  get size(): number {
    return this.folded;
  }

  /** The newest of them. */
  get newestEvent(): StoredEvent | undefined {
    return this.newest;
  }

  /** Folds one more event. After a rejection (a store that does not answer) the same event may be added again. */
  async add(event: StoredEvent): Promise<void> {
    try {
      if (event.stream.startsWith('activity-')) await this.fold(event);
      // A report leaves out what it cannot read of a taxonomy: here it is noticed.
      else if (event.stream.startsWith('taxonomy-')) this.checkTaxonomyEvent(event);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.parked.push(parkedBecause(event, error));
    }
    this.newest = event;
    this.count++;
  }

  /** The rows of all that was folded since the last time; undefined when that is nothing. Later events do not change them. */
  take(): ProjectedBatch | undefined {
    const { after, newest, parked, count } = this;
    if (!newest) return undefined;
    const buckets = new EncodedRows(BUCKETS);
    const daily = new EncodedRows(DAILY);
    for (const { day, owner } of this.changed.values()) {
      for (const row of bucketRows(owner, day.bucketsSince(after))) buckets.add(row);
      for (const row of dailyRows(owner, day.totalsSince(after))) daily.add(row);
    }
    this.after = newest.position;
    this.changed.clear();
    this.parked = [];
    [this.newest, this.count, this.folded] = [undefined, 0, 0];
    return { buckets, daily, parked, events: count, newest };
  }

  private async fold(event: StoredEvent): Promise<void> {
    const owner = parseActivityStream(event.stream);
    if (this.isOurs && !this.isOurs(owner?.userId, event.position)) return;
    if (!owner) throw new DomainError('unreadable_stream', 'The stream is not named by a user and a day.');
    const folded = await this.days.foldThrough(event);
    if (!folded) return;
    this.folded += folded.added;
    this.changed.set(event.stream, { day: folded.day, owner });
  }

  private checkTaxonomyEvent(event: StoredEvent): void {
    const owner = parseTaxonomyStream(event.stream);
    if (this.isOurs && !this.isOurs(owner?.userId, event.position)) return;
    if (!owner) throw new DomainError('unreadable_stream', 'The stream is not named by a user.');
    readTaxonomyEvent(event);
  }
}
