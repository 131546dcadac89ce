import { ActivityDay, DomainError, readActivityEvent } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { LRUCache } from 'lru-cache';

interface CachedDay {
  readonly day: ActivityDay;
  /** Revision of the next event that is not in the fold yet. */
  readonly nextRevision: bigint;
}

/** Some 300 bytes each, names of documents included. */
const LARGEST_SIZE = 300_000;

/**
 * The folds of the days that events arrive for. A day that is not at hand is read from its stream, so forgetting one
 * costs a read and nothing else.
 */
export class DayCache {
  private readonly days: LRUCache<string, CachedDay>;

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
   * The fold of the event's stream up to and including the event, and what that event added to its size. Throws DomainError
   * when the event cannot be read; it then counts as absent from the fold, now and whenever the day is read again.
   */
  async foldThrough(event: StoredEvent): Promise<{ day: ActivityDay; added: number }> {
    let cached = this.days.get(event.stream);
    if (cached?.nextRevision !== event.revision) cached = await this.load(event);
    const { day } = cached;
    const before = day.size;
    try {
      fold(day, event);
    } finally {
      // A value of its own for every event: of one that it knows the cache would not weigh how much it has grown.
      this.days.set(event.stream, { day, nextRevision: event.revision + 1n });
    }
    return { day, added: Math.max(0, day.size - before) };
  }

  private async load({ stream, revision }: StoredEvent): Promise<CachedDay> {
    const day = new ActivityDay();
    if (revision === 0n) return { day, nextRevision: 0n };
    for await (const earlier of this.store.read(stream)) {
      if (earlier.revision >= revision) break;
      try {
        fold(day, earlier);
      } catch (error) {
        // It was parked when its own turn came.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return { day, nextRevision: revision };
  }
}

function fold(day: ActivityDay, stored: StoredEvent): void {
  const event = readActivityEvent(stored);
  if (event) day.apply(event, stored.position);
}
