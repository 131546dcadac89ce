import type { ActivityDay } from '../activity/day/activity-day.js';
import type { ProductivityLevel, TimeClasses } from '../taxonomy/index.js';
import type { DayTotals } from './events.js';

/**
 * The totals of a day under a taxonomy: a sum for every level, and for every overview with time.
 */
export function summariseDay(day: ActivityDay, classes: TimeClasses): DayTotals {
  const levels: Record<ProductivityLevel, number> = { [-2]: 0, [-1]: 0, 0: 0, 1: 0, 2: 0 };
  // A map is needed because a name may be any text.
  const overviews = new Map<string, number>();
  for (const time of day.bucketsSince()) {
    if (time.durationMs === 0) continue;
    const { overview, productivity } = classes.ofTime(time);
    levels[productivity] += time.durationMs;
    overviews.set(overview, (overviews.get(overview) ?? 0) + time.durationMs);
  }
  return { levels, overviews: Object.fromEntries(overviews) };
}
