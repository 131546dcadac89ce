import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { ClosedDay, SummaryEvent } from './events.js';
import { newestSummaries } from './newest-summaries.js';

/**
 * Source: the documented Daily Summary Feed API, "the previous two weeks". One recording had 15
 * days.
 */
const DAYS = 14;

/** The oldest day of the feed. `today` is the user's local day. */
export const firstDayOfFeed = (today: LocalDate): LocalDate => addDays(today, -DAYS);

/**
 * The days of the feed, newest first: the days with time in the two weeks up to yesterday. Takes
 * the events of a summary stream in order. Events of older days make no difference.
 *
 *     firstDayOfFeed                      yesterday   today
 *     [------------------ 14 days ----------------]   never in it
 *
 * Source: the documented Daily Summary Feed API, "each day logged by the user in the previous two
 * weeks. It does not include the current day". Our choice: a day without time was not logged, also
 * when all its time was erased.
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
