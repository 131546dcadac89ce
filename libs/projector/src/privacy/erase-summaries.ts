import {
  DomainError,
  type LocalDate,
  newestSummaries,
  readSummaryEvent,
  type SummaryEvent,
  summaryStream,
} from '@app/domain';
import { appendAll, type EventStore, NewerEventError, type NewEvent } from '@app/event-store';
import { asNewEvents } from './rewrite-stream.js';

/**
 * Leaves of the user's summaries only the newest of each day, when an older one tells what a day came to before its erasure.
 * Restate the days first. Safe to repeat. Throws ConcurrencyError, and NewerEventError.
 */
export async function eraseOldSummaries(
  store: EventStore,
  userId: string,
  { erasureId, days, metadata }: { erasureId: string; days: readonly LocalDate[]; metadata: NewEvent['metadata'] },
): Promise<void> {
  const stream = summaryStream(userId);
  const events: SummaryEvent[] = [];
  let after: bigint | undefined;
  for await (const stored of store.read(stream)) {
    after = stored.revision;
    try {
      const event = readSummaryEvent(stored);
      if (event) events.push(event);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'newer_event') throw new NewerEventError(stream, stored.revision, stored.type);
    }
  }
  const newest = newestSummaries(events);
  const isOld = ({ data }: SummaryEvent) => newest.get(data.localDate) !== data;
  const erased = new Set(days);
  if (after === undefined || !events.some((event) => erased.has(event.data.localDate) && isOld(event))) return;
  const kept = events.filter((event) => !isOld(event));
  await appendAll(store, stream, asNewEvents(kept, { erasureId, stream, after, metadata }), { expected: after });
  await store.truncate(stream, after + 1n);
}
