import type { LocalDate } from '@app/domain';
import type { Database } from '../database/database.js';

/** The recorded time of one user, as a whole. */
export interface StoredTotals {
  /** How many local days have time. */
  readonly days: number;
  readonly durationMs: number;
  /** How many names of activities there are. */
  readonly activities: number;
  /** The first and the last day with time. Undefined without time. */
  readonly first: LocalDate | undefined;
  readonly last: LocalDate | undefined;
}

/** Runs a question of a user in the fair line. */
type InLine = <T>(userId: string, work: () => Promise<T>) => Promise<T>;

/** What the tables hold of one user, in sums. */
export class StoredTime {
  constructor(
    private readonly database: Database,
    private readonly inLine: InLine,
  ) {}

  async totals(userId: string): Promise<StoredTotals> {
    const rows = await this.inLine(userId, () => this.database.rows<TotalsRow>(TOTALS, { user_id: userId }));
    const [days = '0', ms = '0', activities = '0', first, last] = rows[0] ?? [];
    const isEmpty = Number(days) === 0;
    return {
      ...{ days: Number(days), durationMs: Number(ms), activities: Number(activities) },
      ...{ first: isEmpty ? undefined : first, last: isEmpty ? undefined : last },
    };
  }

  /** The local days with time from `first` to `last`, both included, in order: so many at most. */
  async days(userId: string, range: { first: LocalDate; last: LocalDate; most: number }): Promise<LocalDate[]> {
    const values = { user_id: userId, ...range };
    return (await this.inLine(userId, () => this.database.rows<[LocalDate]>(DAYS, values))).flat();
  }
}

type TotalsRow = [days: string, ms: string, activities: string, first: LocalDate, last: LocalDate];

const TOTALS = `
  SELECT uniqExact(local_date), sum(duration_ms), uniqExact(activity), min(local_date), max(local_date)
  FROM daily FINAL WHERE user_id = {user_id:UUID}`;

const DAYS = `
  SELECT DISTINCT local_date FROM daily FINAL
  WHERE user_id = {user_id:UUID} AND local_date BETWEEN {first:Date} AND {last:Date}
  ORDER BY local_date LIMIT {most:UInt32}`;
