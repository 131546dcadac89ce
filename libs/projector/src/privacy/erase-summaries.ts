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

/** The day closer may append to the same stream at the same time, one day after another. */
const ATTEMPTS = 20;

type Totals = DayTotals & Pick<ClosedDay, 'activityRevision'>;

/**
 * Removes old totals of erased days. It keeps only the newest summary of each day. It restates the
 * erased days with the taxonomy of their close. Does nothing when none of the days was closed. Safe
 * to repeat after it was cut off anywhere. Throws ConcurrencyError and NewerEventError.
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
    const restated = kept.map((event): { event: SummaryEvent } => {
      const present = isNews(event) ? totals.get(event.data.localDate) : undefined;
      return { event: present ? { type: 'DayRestated', data: { ...event.data, ...present } } : event };
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

/** The present totals of those days that are closed. */
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

/** The readable events of the stream, and the revision of its newest event. */
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
