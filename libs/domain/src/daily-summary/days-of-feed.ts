import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { ClosedDay, SummaryEvent } from './events.js';
import { newestSummaries } from './newest-summaries.js';

/** Source: the documented Daily Summary Feed API, "the previous two weeks"; 15 days were recorded once. */
const DAYS = 14;

/** The oldest day that the feed may hold, `today` being the user's local day. */
export const firstDayOfFeed = (today: LocalDate): LocalDate => addDays(today, -DAYS);

/**
 * The days of the feed, newest first: the two weeks up to yesterday, of which only those that had time. Takes the events
 * of a summary stream in their order; those from before the first of these days was over make no difference.
 *
 *     firstDayOfFeed                      yesterday   today
 *     [------------------ 14 days ----------------]   never in it
 *
 * Source: the documented Daily Summary Feed API, "each day logged by the user in the previous two weeks. It does not
 * include the current day". A day without time is left out (our choice: nothing was logged), one whose time was all
 * erased too.
 */
export function daysOfFeed(events: Iterable<SummaryEvent>, today: LocalDate): ClosedDay[] {
  const first = firstDayOfFeed(today);
  return [...newestSummaries(events).values()]
    .filter(({ localDate, levels }) => {
      const isRecent = localDate >= first && localDate < today;
      return isRecent && Object.values(levels).some((ms) => ms > 0);
    })
    .sort((a, b) => (a.localDate < b.localDate ? 1 : -1));
}
