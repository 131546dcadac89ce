import {
  addDays,
  type DayFrame,
  dayFrame,
  type DayReport,
  dayReport,
  firstDayShown,
  type LocalDate,
  type ReportRow,
  sumsOf,
  type TimeSums,
  type ZoneClock,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import { READ_MODELS } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

const USUAL_WEEKS = 8;
const MINUTES_OF_A_DAY = 1_440;

/** An account, and the zone of its days. */
export interface AccountWithDays extends ReportedAccount {
  readonly timeZone: string;
}

/** The mean of the same weekday, over the days that have time. */
export interface UsualDay extends TimeSums {
  readonly days: number;
}

/** Makes the reports of days. Each asks the tables twice. */
@Injectable()
export class DayReports {
  constructor(
    private readonly reports: Reports,
    private readonly taxonomies: Taxonomies,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * The report of a local day. `now` in epoch ms, `zone` is the account's. A day from before the
   * plan of the account shows has no time.
   */
  async of(
    account: AccountWithDays,
    date: LocalDate,
    { now, zone }: { now: number; zone: ZoneClock },
  ): Promise<{ frame: DayFrame; report: DayReport; usual: UsualDay | null }> {
    const today = zone.localDateAt(now);
    const firstDay = firstDayShown(account.plan, today);
    const isShown = firstDay === undefined || date >= firstDay;
    const [times, classes, usual] = await Promise.all([
      isShown ? this.readModels.readDay({ userId: account.userId, date }) : [],
      this.taxonomies.classesOf(account.userId),
      this.usualOf(account, date, { today, minutes: date === today ? minutesOf(now, zone) : MINUTES_OF_A_DAY }),
    ]);
    const frame = dayFrame(date, account.timeZone);
    return { frame, report: dayReport(frame, times, classes), usual };
  }

  /** The eight days of this weekday before, up to this time of day. Null when none has time. */
  private async usualOf(
    account: AccountWithDays,
    date: LocalDate,
    { today, minutes }: { today: LocalDate; minutes: number },
  ): Promise<UsualDay | null> {
    const query = { perspective: 'interval', kind: 'productivity', resolution: 'day' } as const;
    const days = { begin: addDays(date, -7 * USUAL_WEEKS), end: addDays(date, -1) };
    const plan = await this.reports.planOf(account, { ...query, ...days }, today);
    if ('code' in plan) throw new Error(`The query of usual days is refused: ${plan.fields.join(', ')}`);
    const weekday = weekdayOf(date);
    const schedule = minutes < MINUTES_OF_A_DAY ? [{ weekday, beginMinute: 0, endMinute: minutes }] : undefined;
    const rows = await this.reports.rowsOf(account.userId, schedule ? { ...plan, table: 'buckets', schedule } : plan);
    return usualOf(rows.filter(({ intervalStart = '' }) => weekdayOf(intervalStart.slice(0, 10)) === weekday));
  }
}

function usualOf(rows: readonly ReportRow[]): UsualDay | null {
  const days = new Set(rows.filter(({ durationMs }) => durationMs > 0).map(({ intervalStart }) => intervalStart)).size;
  if (days === 0) return null;
  const levels = [0, 0, 0, 0, 0];
  for (const { values, durationMs } of rows) {
    const level = Number(values[0]) + 2;
    levels[level] = (levels[level] ?? 0) + durationMs / days;
  }
  return { days, ...sumsOf(levels) };
}

/** 1 is Monday, 7 is Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** Minutes of the local day at a moment, by the wall clock. */
const minutesOf = (now: number, zone: ZoneClock): number =>
  Math.floor((now + zone.utcOffsetMinutesAt(now) * 60_000) / 60_000) % MINUTES_OF_A_DAY;
