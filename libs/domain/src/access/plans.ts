import { type LocalDate, monthsBefore } from '../calendar/local-date.js';
import type { Plan } from './account-events.js';

/** Source: what the real service's free plan shows, 3 months. */
const MONTHS_OF_LITE = 3;

/**
 * The first day that the reports of an account show. Undefined when they show all days. `today` is
 * the day in the account's time zone.
 */
export const firstDayShown = (plan: Plan, today: LocalDate): LocalDate | undefined =>
  plan === 'lite' ? monthsBefore(today, MONTHS_OF_LITE) : undefined;

const SYNC_SECONDS = { lite: 1_800, premium: 180, premiumWhileWatched: 10 };

/**
 * Seconds between two syncs of an agent. Source: the documented API, "synced on a set interval
 * depending on the plan". While the user looks at a page it is shorter, so the page shows the last
 * minute: our choice. The lite plan has its interval always.
 */
export function syncIntervalSeconds(plan: Plan, isPageOpen: boolean): number {
  if (plan === 'lite') return SYNC_SECONDS.lite;
  return isPageOpen ? SYNC_SECONDS.premiumWhileWatched : SYNC_SECONDS.premium;
}
