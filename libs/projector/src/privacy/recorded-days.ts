import { activityStreamPrefix, type LocalDate, parseActivityStream, STREAM_PREFIXES } from '@app/domain';
import { type EventStore, EventStoreUnavailableError } from '@app/event-store';

/** A scan that takes longer is given up: the event that it was to end at may have been scavenged meanwhile. */
const LONGEST_SCAN_MS = 300_000;

/**
 * The local days of which the log has any event of the user, in order, from `first` to `last`, both included; all of them by
 * default. Some may have nothing left to read. The log is gone through once, and the store leaves out what is not the
 * user's: to look at every day that there may be would take longer, but for the largest logs.
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
  // The newest event of all is asked for too: it says when the past is over.
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
