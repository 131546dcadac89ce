import { type ClosedDay, type LocalDate, readOrPassOver, readSummaryEvent, summaryStream } from '@app/domain';
import { type EventStore, type Known, NewerEventError, revisionAfter } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** Users whose days are closed at once, twice over; of each some hundred bytes a day are kept. */
const REMEMBERED_MOST = 16;

interface Summary {
  readonly byDate: Map<LocalDate, ClosedDay>;
  /** Where the stream was. */
  expected: Known<unknown>['expected'];
}

/**
 * What the closed days of users came to. A user's summary stream is read once, and from then on what is new in it: so a
 * catch-up over many days of one user reads each event of it once.
 */
export class ClosedDays {
  private readonly summaries = new LRUCache<string, Summary>({ max: REMEMBERED_MOST });

  constructor(private readonly store: EventStore) {}

  /**
   * What a user's day came to last, as the log says by now; undefined when it is not closed. One at a time for a user.
   * Throws NewerEventError.
   */
  async of(userId: string, localDate: LocalDate): Promise<Known<ClosedDay | undefined>> {
    const summary = this.summaries.get(userId) ?? { byDate: new Map<LocalDate, ClosedDay>(), expected: 'no_stream' };
    this.summaries.set(userId, summary);
    const stream = summaryStream(userId);
    for await (const stored of this.store.read(stream, revisionAfter(summary.expected))) {
      if (stored.data === undefined) throw new NewerEventError(stream, stored.revision, stored.type);
      const event = readOrPassOver(readSummaryEvent, stored);
      if (event) summary.byDate.set(event.data.localDate, event.data);
      summary.expected = stored.revision;
    }
    return { state: summary.byDate.get(localDate), expected: summary.expected };
  }
}
