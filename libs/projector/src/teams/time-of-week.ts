import { daysOfWeek, type LocalDate, releaseTime, timeClasses, type WeekTime } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { recordedUntil } from '../reactors/readable-events.js';
import { readDay, readTaxonomy } from '../reactors/user-log.js';

/**
 * The time of one user in one week, by activity and class. It is what the log had when the table of
 * the week was due, with the user's taxonomy of that moment. So a table that is made late, or by
 * another process, has the same sums. Time that comes later is in no table.
 *
 * It reads the log, as the day closer does, and not the tables: a projection that is behind has no
 * effect.
 */
export async function timeOfWeek(store: EventStore, userId: string, week: LocalDate): Promise<WeekTime[]> {
  const isCounted = recordedUntil(releaseTime(week));
  const classes = timeClasses((await readTaxonomy(store, userId, isCounted)).taxonomy);
  const sums = new Map<string, { -readonly [K in keyof WeekTime]: WeekTime[K] }>();
  for (const localDate of daysOfWeek(week)) {
    const { day } = await readDay(store, userId, localDate, isCounted);
    for (const time of day.bucketsSince()) {
      const { activity, overview, category, productivity } = classes.ofTime(time);
      const key = [activity, overview, category, productivity].join('\0');
      const sum = sums.get(key);
      if (sum) sum.durationMs += time.durationMs;
      else sums.set(key, { activity, overview, category, productivity, durationMs: time.durationMs });
    }
  }
  return [...sums.values()];
}
