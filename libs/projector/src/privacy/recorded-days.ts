import { activityStreamPrefix, type LocalDate, parseActivityStream, STREAM_PREFIXES } from '@app/domain';
import { type EventStore, EventStoreUnavailableError } from '@app/event-store';

/** A scan that takes longer is given up: a scavenge may have removed the event at which it ends. */
const LONGEST_SCAN_MS = 300_000;

/**
 * The local days with any event of the user, in order, from `first` to `last`, both included.
 * Default: all days. Some may have no readable event. It reads the log once, and the store filters
 * by user. Reading every possible day would take longer, except in the largest logs.
 *
 * Throws EventStoreUnavailableError.
 */
export async function recordedDays(
  store: EventStore,
  userId: string,
  { first, last }: { readonly first?: LocalDate; readonly last?: LocalDate } = {},
): Promise<LocalDate[]> {
  const days = new Set<LocalDate>();
  const newest = await store.newestEvent(STREAM_PREFIXES);
  if (!newest) return [];
  // It also reads the stream of the newest event: that event marks the end of the past.
  const streamPrefixes = [activityStreamPrefix(userId), newest.stream];
  const signal = AbortSignal.timeout(LONGEST_SCAN_MS);
  for await (const { stream, position } of store.subscribe({ streamPrefixes, signal })) {
    const day = parseActivityStream(stream);
    if (day?.userId === userId) days.add(day.localDate);
    if (position < newest.position) continue;
    return [...days].filter((one) => (!first || one >= first) && (!last || one <= last)).sort();
  }
  throw new EventStoreUnavailableError();
}
