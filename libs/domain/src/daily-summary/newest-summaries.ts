import type { LocalDate } from '../calendar/local-date.js';
import type { ClosedDay, SummaryEvent } from './events.js';

/**
 * The present totals of each closed day by date, in the order of the closes. A day without time,
 * because all of it was erased, is in the result too.
 */
export function newestSummaries(events: Iterable<SummaryEvent>): Map<LocalDate, ClosedDay> {
  const newest = new Map<LocalDate, ClosedDay>();
  for (const { data } of events) newest.set(data.localDate, data);
  return newest;
}
