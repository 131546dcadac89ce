import { ActivityDay, type ActivityEvent, DomainError, readActivityEvent } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { LRUCache } from 'lru-cache';

interface CachedDay {
  readonly day: ActivityDay;
  /** Revision of the next event that is not in the fold yet. */
  readonly nextRevision: bigint;
}

/** What an event came to. */
export interface FoldedDay {
  readonly day: ActivityDay;
  /** How much larger the day is for it and what was read ahead of it, as `ActivityDay.size` measures it. */
  readonly added: number;
}

/** Some 300 bytes each, names of documents included: with the runtime and two batches a projector stays below 500 MB. */
const LARGEST_SIZE = 200_000;
/** Some 200 bytes each, as far as there are so many. */
const MOST_READ_AHEAD = 250_000;

/**
 * The folds of the days that events arrive for. A day that is not at hand is read from its stream, to its end: the events
 * that are still to come are in the fold then, and nothing is done when they do. So when a log is caught up with, an event is read
 * twice at most, of up to so many days at a time as `MOST_READ_AHEAD`. New events of a day that was forgotten read it anew.
 */
export class DayCache {
  private readonly days: LRUCache<string, CachedDay>;
  /** Of days that were read to their end: the revision of the next event. */
  private readonly readAhead = new LRUCache<string, bigint>({ max: MOST_READ_AHEAD });

  /** `largestSize`: counted pieces and span ids held at most, over all days. */
  constructor(
    private readonly store: EventStore,
    largestSize = LARGEST_SIZE,
  ) {
    this.days = new LRUCache({
      maxSize: largestSize,
      // A day that is larger than the cache fills it alone. It would not be kept otherwise, and be read again, whole,
      // for each of its events.
      sizeCalculation: ({ day }) => Math.min(day.size + 1, largestSize),
    });
  }

  /**
   * The fold of the event's stream up to and including the event, and perhaps beyond it; undefined when an earlier event has
   * brought that already. Throws DomainError when the event cannot be read; it then counts as absent from the fold, now and
   * whenever the day is read again.
   */
  async foldThrough(event: StoredEvent): Promise<FoldedDay | undefined> {
    const { stream, revision, position } = event;
    const known = this.days.get(stream);
    const isNext = known?.nextRevision === revision;
    let activity: ActivityEvent | undefined;
    try {
      activity = readActivityEvent(event);
    } catch (error) {
      if (isNext) this.days.set(stream, { day: known.day, nextRevision: revision + 1n });
      throw error;
    }
    if (revision < (this.readAhead.get(stream) ?? 0n)) return undefined;
    const { day, nextRevision, sizeBefore } = isNext
      ? { ...known, sizeBefore: known.day.size }
      : await this.read(event);
    const isAhead = revision < nextRevision;
    if (isAhead) this.readAhead.set(stream, nextRevision);
    else if (activity) day.apply(activity, position);
    // A value of its own for every event: of one that it knows the cache would not weigh how much it has grown.
    this.days.set(stream, { day, nextRevision: isAhead ? nextRevision : revision + 1n });
    return { day, added: Math.max(0, day.size - sizeBefore) };
  }

  /** The day as its stream has it now, and how large it was before the event. The first event of a day needs no reading. */
  private async read({ stream, revision }: StoredEvent): Promise<CachedDay & { sizeBefore: number }> {
    const day = new ActivityDay();
    let [nextRevision, sizeBefore] = [revision, 0];
    if (revision === 0n) return { day, nextRevision, sizeBefore };
    for await (const stored of this.store.read(stream)) {
      if (stored.revision === revision) sizeBefore = day.size;
      try {
        const activity = readActivityEvent(stored);
        if (activity) day.apply(activity, stored.position);
      } catch (error) {
        // It is parked at its own turn.
        if (!(error instanceof DomainError)) throw error;
      }
      if (stored.revision >= revision) nextRevision = stored.revision + 1n;
    }
    return { day, nextRevision, sizeBefore };
  }
}
