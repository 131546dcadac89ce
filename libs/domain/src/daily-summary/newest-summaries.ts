import type { LocalDate } from '../calendar/local-date.js';
import type { ClosedDay, SummaryEvent } from './events.js';

/**
 * What each closed day comes to now, by date, in the order of their closes. A day whose time was all erased is among
 * them, with none.
 */
export function newestSummaries(events: Iterable<SummaryEvent>): Map<LocalDate, ClosedDay> {
  const newest = new Map<LocalDate, ClosedDay>();
  for (const { data } of events) newest.set(data.localDate, data);
  return newest;
}
