import {
  type ClosedDay,
  type DayTotals,
  DomainError,
  type LocalDate,
  newestSummaries,
  readSummaryEvent,
  summariseDay,
  type SummaryEvent,
  summaryStream,
  timeClasses,
  type TimeClasses,
} from '@app/domain';
import { appendAll, ConcurrencyError, type EventStore, NewerEventError, type NewEvent } from '@app/event-store';
import { upToRevision } from '../reactors/readable-events.js';
import { readDay, readTaxonomy } from '../reactors/user-log.js';
import { asNewEvents } from './rewrite-stream.js';

/** The day closer may be appending to the same stream at this moment, a day at a time. */
const ATTEMPTS = 20;

type Totals = DayTotals & Pick<ClosedDay, 'activityRevision'>;

/**
 * Leaves of the user's summaries only the newest of each day, restated where the day was erased, under the taxonomy of its close.
 * What a day came to before is told by no event any more. Nothing is done when no day of these was closed. Safe to repeat,
 * from wherever it was cut off. Throws ConcurrencyError, and NewerEventError.
 */
export async function eraseSummaries(
  store: EventStore,
  userId: string,
  { erasureId, days, metadata }: { erasureId: string; days: readonly LocalDate[]; metadata: NewEvent['metadata'] },
): Promise<void> {
  const stream = summaryStream(userId);
  const totals = await totalsOf(store, userId, days);
  for (let attempt = 1; ; attempt++) {
    const { events, after } = await readSummaries(store, stream);
    const newest = newestSummaries(events);
    const isOld = ({ data }: SummaryEvent) => newest.get(data.localDate) !== data;
    const isNews = ({ data }: SummaryEvent) =>
      (totals.get(data.localDate)?.activityRevision ?? -1) > data.activityRevision;
    const isTold = (event: SummaryEvent) => totals.has(event.data.localDate) && (isOld(event) || isNews(event));
    if (after === undefined || !events.some(isTold)) return;
    const kept = events.filter((event) => !isOld(event));
    const restated = kept.map((event): SummaryEvent => {
      const present = isNews(event) ? totals.get(event.data.localDate) : undefined;
      return present ? { type: 'DayRestated', data: { ...event.data, ...present } } : event;
    });
    try {
      const rewritten = asNewEvents(restated, { erasureId, stream, after, metadata });
      await appendAll(store, stream, rewritten, { expected: after });
      return await store.truncate(stream, after + 1n);
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** What the days that are closed come to now. */
async function totalsOf(
  store: EventStore,
  userId: string,
  days: readonly LocalDate[],
): Promise<Map<LocalDate, Totals>> {
  const closed = newestSummaries((await readSummaries(store, summaryStream(userId))).events);
  const classesAt = new Map<number, TimeClasses>();
  const totals = new Map<LocalDate, Totals>();
  for (const localDate of days) {
    const revision = closed.get(localDate)?.taxonomyRevision;
    if (revision === undefined) continue;
    let classes = classesAt.get(revision);
    if (!classes) {
      classes = timeClasses((await readTaxonomy(store, userId, upToRevision(revision))).taxonomy);
      classesAt.set(revision, classes);
    }
    const { day, revision: activityRevision } = await readDay(store, userId, localDate);
    totals.set(localDate, { activityRevision, ...summariseDay(day, classes) });
  }
  return totals;
}

/** What can be read of the stream, and the revision of its newest event. */
async function readSummaries(
  store: EventStore,
  stream: string,
): Promise<{ events: SummaryEvent[]; after: bigint | undefined }> {
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
  return { events, after };
}
