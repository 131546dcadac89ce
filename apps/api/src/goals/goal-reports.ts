import {
  type Alert,
  alertDecider,
  alertStream,
  daysOfWeekSoFar,
  firstDayShown,
  type Goal,
  goalDecider,
  goalStream,
  isMet,
  type LocalDate,
  rangesOfSchedule,
  type Schedules,
  type TimeClasses,
  timeOfAlert,
  type TimeSlice,
} from '@app/domain';
import { type EventStore, readState } from '@app/event-store';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import { UserSchedules } from '../schedules/user-schedules.js';
import { EVENT_STORE, READ_MODELS } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/** A goal, and the time that counts for it so far. */
export interface GoalProgress extends Goal {
  readonly seconds: number;
  readonly isMet: boolean;
}

/** An alert, and the time of the day that counts for it so far. */
export interface AlertProgress extends Alert {
  readonly seconds: number;
  readonly hasTriggered: boolean;
}

/** The day that progress is asked for. */
export interface AskedProgress {
  readonly date: LocalDate;
  /** The account's. */
  readonly today: LocalDate;
  /** On which day weeks begin: 1 is Monday, 7 is Sunday. */
  readonly firstWeekday: number;
}

/** What counts for a goal or an alert. */
type Counted = Pick<Alert, 'subject' | 'scheduleId'>;

/**
 * The progress of goals and alerts. A day is one question to the tables. Days before are read only
 * when a goal is for a week, one after the other, so an account holds the rows of one day.
 */
@Injectable()
export class GoalReports {
  constructor(
    private readonly schedules: UserSchedules,
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * The progress up to the end of a day. Days before the plan of the account shows have no time.
   */
  async of(
    account: ReportedAccount,
    day: AskedProgress,
  ): Promise<{ goals: readonly GoalProgress[]; alerts: readonly AlertProgress[] }> {
    const { userId } = account;
    const [{ state: goals }, { state: alerts }] = await Promise.all([
      readState(this.store, goalStream(userId), goalDecider),
      readState(this.store, alertStream(userId), alertDecider),
    ]);
    if (goals.byId.size + alerts.byId.size === 0) return { goals: [], alerts: [] };
    const asked = { goals: [...goals.byId.values()], alerts: [...alerts.byId.values()] };
    const spent = await this.spentOf(account, day, asked);
    return {
      goals: asked.goals.map((goal) => ({ ...goal, ...progressOf(goal, spent.get(goal) ?? 0) })),
      alerts: asked.alerts.map((alert) => ({
        ...alert,
        seconds: (spent.get(alert) ?? 0) / 1000,
        hasTriggered: alerts.triggeredOn.get(alert.id)?.includes(day.date) ?? false,
      })),
    };
  }

  /** The milliseconds that count for each of them. */
  private async spentOf(
    account: ReportedAccount,
    { date, today, firstWeekday }: AskedProgress,
    { goals, alerts }: { goals: readonly Goal[]; alerts: readonly Alert[] },
  ): Promise<Map<Counted, number>> {
    const ofWeek = goals.filter(({ per }) => per === 'week');
    const ofDay = [...goals.filter(({ per }) => per === 'day'), ...alerts];
    const [classes, schedules] = await Promise.all([
      this.taxonomies.classesOf(account.userId),
      this.schedules.stateOf(account.userId),
    ]);
    const firstDay = firstDayShown(account.plan, today);
    const days = ofWeek.length === 0 ? [date] : daysOfWeekSoFar(date, firstWeekday);
    const spent = new Map<Counted, number>();
    for (const day of days) {
      if (firstDay !== undefined && day < firstDay) continue;
      const slices = await this.slicesOf(account.userId, day, classes);
      for (const counted of day === date ? [...ofDay, ...ofWeek] : ofWeek)
        spent.set(counted, (spent.get(counted) ?? 0) + timeOfAlert(counted, slices, rangesOf(counted, schedules)));
    }
    return spent;
  }

  private async slicesOf(userId: string, date: LocalDate, classes: TimeClasses): Promise<TimeSlice[]> {
    const times = await this.readModels.readDay({ userId, date });
    return times.map((time) => ({
      ...(classes.hasRules(time.activity) ? classes.ofTime(time) : classes.ofActivity(time.activity)),
      bucketLocal: time.startMs / 1000 + time.utcOffsetMinutes * 60,
      durationMs: time.durationMs,
    }));
  }
}

const progressOf = (goal: Goal, spentMs: number) => ({ seconds: spentMs / 1000, isMet: isMet(goal, spentMs) });

/** A removed schedule has no hours. */
const rangesOf = ({ scheduleId }: Counted, schedules: Schedules) =>
  scheduleId === undefined ? undefined : (rangesOfSchedule(schedules, scheduleId) ?? []);
