import { DomainError, readActivityEvent } from '@app/domain';
import type { EventStore, ExpectedRevision } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** What a day stream holds already: where it is, and the ids of its spans. */
export interface RecordedSpans {
  expected: ExpectedRevision;
  readonly ids: Set<string>;
}

/** Span ids remembered at most over all days: about 100 bytes each. */
const MOST_IDS = 500_000;

/**
 * The span ids of the days that are being recorded. Only a memory of the log: an append at the revision it names fails
 * when another process was faster, and the day is then forgotten and read again.
 */
export class RecordedSpansCache {
  private readonly days = new LRUCache<string, RecordedSpans>({
    maxSize: MOST_IDS,
    sizeCalculation: ({ ids }) => ids.size + 1,
  });

  constructor(private readonly store: EventStore) {}

  async of(stream: string): Promise<RecordedSpans> {
    return this.days.get(stream) ?? (await this.read(stream));
  }

  /** Remembers the day as it is after an append. */
  remember(stream: string, recorded: RecordedSpans): void {
    this.days.set(stream, recorded);
  }

  forget(stream: string): void {
    this.days.delete(stream);
  }

  private async read(stream: string): Promise<RecordedSpans> {
    const recorded: RecordedSpans = { expected: 'no_stream', ids: new Set() };
    for await (const stored of this.store.read(stream)) {
      recorded.expected = stored.revision;
      try {
        const event = readActivityEvent(stored);
        if (event?.type === 'ActivityRecorded') event.data.spans.forEach(({ id }) => recorded.ids.add(id));
      } catch (error) {
        // The projector parks what cannot be read; its spans count for nothing, so they are no duplicates either.
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return recorded;
  }
}
