import { activityStream, activityStreamPrefix, type LocalDate, parseActivityStream } from '@app/domain';
import type { EventStore } from '@app/event-store';

/**
 * An append that began before an account was closed may land so long after the request, in ms. Its
 * server knew the account for up to 10 s more, tried the append for 15 s, and the event store took
 * the last attempt for 10 s. The rest is for clocks that differ.
 */
export const LATEST_APPEND_MS = 60_000;

/**
 * Removes for ever the days that got events of the user after a log position. A day that the eraser
 * had removed before refuses events, so these are days that it never saw. Resolves to their number.
 * Safe to repeat. Throws EventStoreUnavailableError.
 */
export async function removeDaysSince(
  store: EventStore,
  userId: string,
  position: bigint | undefined,
): Promise<number> {
  const days = new Set<LocalDate>();
  const options = { after: position, streamPrefixes: [activityStreamPrefix(userId)] };
  for await (const { event } of store.followToEnd(options)) {
    const day = event && parseActivityStream(event.stream);
    if (day) days.add(day.localDate);
  }
  for (const day of days) await store.removeForEver(activityStream(userId, day));
  return days.size;
}
