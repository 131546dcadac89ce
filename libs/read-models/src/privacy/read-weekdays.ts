import type { LocalDate } from '@app/domain';
import type { Database } from '../database/database.js';

/** One user's time with one activity on one weekday of a period. */
export interface WeekdayTime {
  readonly userId: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly activity: string;
  readonly durationMs: number;
  /** How many days with this weekday have any time of the user. */
  readonly days: number;
}

const USERS_AT_ONCE = 100;

/**
 * The time of all users in a period, both dates inclusive, one user after another. Only some users
 * are in memory at once.
 */
export async function* readWeekdays(
  database: Pick<Database, 'rows'>,
  { begin, end }: { begin: LocalDate; end: LocalDate },
): AsyncGenerator<{ userId: string; times: WeekdayTime[] }> {
  for (let after = BEFORE_ALL_USERS; ;) {
    const users = (await database.rows<[string]>(USERS, { begin, end, after })).flat();
    // The users come in the engine's own order of UUIDs.
    const last = users.at(-1);
    if (last === undefined) return;
    after = last;
    const days = new Map<string, number>();
    for (const [userId, weekday, count] of await database.rows<[string, number, string]>(DAYS, {
      begin,
      end,
      users,
    })) {
      days.set(`${userId} ${weekday}`, Number(count));
    }
    const byUser = new Map<string, WeekdayTime[]>(users.map((userId) => [userId, []]));
    const rows = await database.rows<[string, number, string, string]>(TIMES, { begin, end, users });
    for (const [userId, weekday, activity, ms] of rows) {
      const time = { userId, weekday, activity, durationMs: Number(ms), days: days.get(`${userId} ${weekday}`) ?? 0 };
      byUser.get(userId)?.push(time);
    }
    for (const [userId, times] of byUser) yield { userId, times };
  }
}

/** The UUID that comes before every user. */
const BEFORE_ALL_USERS = '00000000-0000-0000-0000-000000000000';

const WITHIN = 'local_date BETWEEN {begin:Date} AND {end:Date}';
const USERS = `
  SELECT DISTINCT user_id FROM daily FINAL WHERE ${WITHIN} AND user_id > {after:UUID}
  ORDER BY user_id LIMIT ${USERS_AT_ONCE}`;
const TIMES = `
  SELECT user_id, toDayOfWeek(local_date) AS weekday, activity, sum(duration_ms) FROM daily FINAL
  WHERE ${WITHIN} AND user_id IN {users:Array(UUID)} GROUP BY user_id, weekday, activity`;
const DAYS = `
  SELECT user_id, toDayOfWeek(local_date) AS weekday, uniqExact(local_date) FROM daily FINAL
  WHERE ${WITHIN} AND user_id IN {users:Array(UUID)} GROUP BY user_id, weekday`;
