import { type ClosedDay, type LocalDate, readOrPassOver, readSummaryEvent, summaryStream } from '@app/domain';
import { type EventStore, type Known, NewerEventError, revisionAfter } from '@app/event-store';
import { LRUCache } from 'lru-cache';

/** Twice the users whose days are closed at once. A user takes some hundred bytes for each day. */
const REMEMBERED_MOST = 16;

interface Summary {
  readonly byDate: Map<LocalDate, ClosedDay>;
  /** The revision up to which the stream was read. */
  expected: Known<unknown>['expected'];
}

/**
 * The totals of closed days. The summary stream of a user is read once. Later reads take only new
 * events, so a catch-up over many days of one user reads each event once.
 */
export class ClosedDays {
  private readonly summaries = new LRUCache<string, Summary>({ max: REMEMBERED_MOST });

  constructor(private readonly store: EventStore) {}

  /**
   * The newest totals of a user's day in the log. Undefined when the day is not closed. Do not call
   * it twice at once for one user. Throws NewerEventError.
   */
  async newestClose(userId: string, localDate: LocalDate): Promise<Known<ClosedDay | undefined>> {
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
