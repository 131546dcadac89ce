import { addDays, type LocalDate, localDateOfUtcMs } from '../calendar/local-date.js';
import type { ProductivityLevel } from '../taxonomy/index.js';

/** A user's time on one weekday of a period. */
export interface UserWeekday {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** How many days have any time. */
  readonly days: number;
  readonly levelsMs: Readonly<Partial<Record<ProductivityLevel, number>>>;
}

/**
 * The published average of a weekday: whole minutes a day by level. Null when too few users have
 * time at the level.
 */
export interface WeekdayAverage {
  readonly weekday: number;
  readonly minutes: Readonly<Record<ProductivityLevel, number | null>>;
}

const LEVELS: readonly ProductivityLevel[] = [-2, -1, 0, 1, 2];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MINUTE_MS = 60_000;
/** Devices may bring the last days late, and in the west a quarter ends later than in UTC. */
const SETTLED_AFTER_DAYS = 2;

/**
 * The last calendar quarter that ended at least two days ago, both dates inclusive. `now` is epoch
 * ms. Only whole quarters are published, so no two periods overlap.
 */
export function lastFullQuarter(now: number): { begin: LocalDate; end: LocalDate } {
  const settled = addDays(localDateOfUtcMs(now), -SETTLED_AFTER_DAYS);
  const [year, month] = [Number(settled.slice(0, 4)), Number(settled.slice(5, 7))];
  const quarter = Math.floor((month - 1) / 3);
  const startOf = (n: number) => localDateOfUtcMs(Date.UTC(year, n * 3, 1));
  return { begin: startOf(quarter - 1), end: addDays(startOf(quarter), -1) };
}

/**
 * Averages over users, by weekday and level. First the average of each user: over the days of that
 * weekday on which the user has any time. Then the mean of these averages. Every user weighs the
 * same, and users without time at the level count with 0.
 *
 * An average is published only when `smallestGroup` users have time at the level. Their number is
 * not published. No sum over levels is published either, because it would give away a hidden level.
 * Minutes are rounded, so one user more or less seldom changes them.
 */
export class WeekdayStatistics {
  private readonly users = new Map<number, number>();
  private readonly groups = new Map<string, { users: number; ms: number }>();

  constructor(private readonly smallestGroup: number) {}

  /** Adds one user. Call it once for each user. */
  add(weekdays: readonly UserWeekday[]): void {
    for (const { weekday, days, levelsMs } of weekdays) {
      if (days === 0) continue;
      this.users.set(weekday, (this.users.get(weekday) ?? 0) + 1);
      for (const level of LEVELS) {
        const ms = levelsMs[level] ?? 0;
        if (ms === 0) continue;
        const group = this.groups.get(`${weekday} ${level}`) ?? { users: 0, ms: 0 };
        this.groups.set(`${weekday} ${level}`, { users: group.users + 1, ms: group.ms + ms / days });
      }
    }
  }

  averages(): WeekdayAverage[] {
    return WEEKDAYS.map((weekday) => {
      const minutesOf = (level: ProductivityLevel): number | null => {
        const group = this.groups.get(`${weekday} ${level}`);
        if (!group || group.users < this.smallestGroup) return null;
        return Math.round(group.ms / (this.users.get(weekday) ?? group.users) / MINUTE_MS);
      };
      const minutes = Object.fromEntries(LEVELS.map((level) => [level, minutesOf(level)]));
      return { weekday, minutes: minutes as WeekdayAverage['minutes'] };
    });
  }
}
