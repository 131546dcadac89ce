import {
  addDays,
  type AnalyticPlan,
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
  zoneClock,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type ReportedAccount, Reports } from '../analytics/reports.js';
import type { PastMoment } from '../past/past-moments.js';
import { PastTime } from '../past/past-time.js';
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

/** The report of a day, and what it is compared with. */
export interface ReportedDay {
  readonly frame: DayFrame;
  readonly report: DayReport;
  readonly usual: UsualDay | null;
}

/** When a day is looked at: `now` in epoch ms, and the zone of the account's days. */
interface Present {
  readonly now: number;
  readonly zone: ZoneClock;
}

/** Makes the reports of days. Each asks the tables twice, or the streams of nine days. */
@Injectable()
export class DayReports {
  constructor(
    private readonly reports: Reports,
    private readonly taxonomies: Taxonomies,
    private readonly past: PastTime,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /** The report of a local day. A day from before the plan of the account shows has no time. */
  async of(account: AccountWithDays, date: LocalDate, { now, zone }: Present): Promise<ReportedDay> {
    const today = zone.localDateAt(now);
    const minutes = date === today ? minutesOf(now, zone) : MINUTES_OF_A_DAY;
    const plan = await this.usualPlan(account, date, { today, minutes });
    const [times, classes, usualRows] = await Promise.all([
      isShown(account, date, today) ? this.readModels.readDay({ userId: account.userId, date }) : [],
      this.taxonomies.classesOf(account.userId),
      this.reports.rowsOf(account.userId, plan),
    ]);
    const frame = dayFrame(date, account.timeZone);
    return { frame, report: dayReport(frame, times, classes), usual: usualOf(usualRows, date) };
  }

  /**
   * The same as it was at a moment of the past, in the zone and with the classes of then. The plan
   * of the account is today's.
   */
  async asOf(
    account: AccountWithDays,
    date: LocalDate,
    { moment, today }: { moment: PastMoment; today: LocalDate },
  ): Promise<ReportedDay & { readonly importedMs: number }> {
    const { userId } = account;
    const zone = zoneClock(moment.timeZone);
    const minutes = date === zone.localDateAt(moment.ms) ? minutesOf(moment.ms, zone) : MINUTES_OF_A_DAY;
    const plan = await this.usualPlan(account, date, { today, minutes });
    const { times, importedMs } = isShown(account, date, today)
      ? await this.past.ofDay(userId, date, moment)
      : { times: [], importedMs: 0 };
    const days = weeksBefore(date).filter((day) => day >= plan.begin);
    const rows = await this.past.ofDays(userId, { days, plans: [plan] }, moment);
    const frame = dayFrame(date, moment.timeZone);
    const report = dayReport(frame, times, moment.classes);
    return { frame, report, usual: usualOf(rows.ofPlans[0] ?? [], date), importedMs };
  }

  /** The query of the eight weeks before a day, up to a time of day. */
  private async usualPlan(
    account: AccountWithDays,
    date: LocalDate,
    { today, minutes }: { today: LocalDate; minutes: number },
  ): Promise<AnalyticPlan> {
    const query = { perspective: 'interval', kind: 'productivity', resolution: 'day' } as const;
    const days = { begin: addDays(date, -7 * USUAL_WEEKS), end: addDays(date, -1) };
    const plan = await this.reports.planOf(account, { ...query, ...days }, today);
    if ('code' in plan) throw new Error(`The query of usual days is refused: ${plan.fields.join(', ')}`);
    if (minutes === MINUTES_OF_A_DAY) return plan;
    return { ...plan, table: 'buckets', schedule: [{ weekday: weekdayOf(date), beginMinute: 0, endMinute: minutes }] };
  }
}

function isShown({ plan }: AccountWithDays, date: LocalDate, today: LocalDate): boolean {
  const firstDay = firstDayShown(plan, today);
  return firstDay === undefined || date >= firstDay;
}

/** The eight days of this weekday before. */
const weeksBefore = (date: LocalDate): LocalDate[] =>
  Array.from({ length: USUAL_WEEKS }, (_, n) => addDays(date, -7 * (USUAL_WEEKS - n)));

/** The mean of those days of a weekday that have time. Null when none has. */
function usualOf(allRows: readonly ReportRow[], date: LocalDate): UsualDay | null {
  const weekday = weekdayOf(date);
  const rows = allRows.filter(({ intervalStart = '' }) => weekdayOf(intervalStart.slice(0, 10)) === weekday);
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
