import {
  type Alert,
  daysOfWeekSoFar,
  firstDayShown,
  type Goal,
  isMet,
  type LocalDate,
  rangesOfSchedule,
  type Schedules,
  timeOfAlert,
  type TimeSlice,
} from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import type { PastMoment } from '../past/past-moments.js';
import { PastPlans, type Planned, PresentPlans } from './plans-of-moment.js';

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

/** The progress of all goals and alerts, and the schedules that they name. */
export interface Progress {
  readonly goals: readonly GoalProgress[];
  readonly alerts: readonly AlertProgress[];
  readonly schedules: readonly { readonly id: number; readonly name: string }[];
}

/** The day that progress is asked for. */
export interface AskedProgress {
  readonly date: LocalDate;
  /** The account's. */
  readonly today: LocalDate;
  /** On which day weeks begin: 1 is Monday, 7 is Sunday. */
  readonly firstWeekday: number;
  /** The progress as it was then. Undefined: as it is now. */
  readonly moment: PastMoment | undefined;
}

/** What counts for a goal or an alert. */
type Counted = Pick<Alert, 'subject' | 'scheduleId'>;

/**
 * The progress of goals and alerts. A day is one question to the tables, or to its stream. Days
 * before are read only when a goal is for a week, one after the other, so an account holds the rows
 * of one day.
 */
@Injectable()
export class GoalReports {
  constructor(
    private readonly present: PresentPlans,
    private readonly past: PastPlans,
  ) {}

  /**
   * The progress up to the end of a day. Days before the plan of the account shows have no time.
   */
  async of(account: ReportedAccount, asked: AskedProgress): Promise<Progress> {
    const { userId } = account;
    const { moment } = asked;
    const planned = await (moment ? this.past.of(userId, moment) : this.present.of(userId));
    const [goals, alerts] = [[...planned.goals.byId.values()], [...planned.alerts.byId.values()]];
    if (goals.length + alerts.length === 0) return { goals: [], alerts: [], schedules: [] };
    const firstDay = firstDayShown(account.plan, asked.today);
    const spent = await spentOf(planned, { ...asked, goals, alerts, firstDay });
    return {
      goals: goals.map((goal) => ({ ...goal, ...progressOf(goal, spent.get(goal) ?? 0) })),
      alerts: alerts.map((alert) => ({
        ...alert,
        seconds: (spent.get(alert) ?? 0) / 1000,
        hasTriggered: planned.alerts.triggeredOn.get(alert.id)?.includes(asked.date) ?? false,
      })),
      schedules: namedBy([...goals, ...alerts], planned.schedules),
    };
  }
}

interface AskedTime extends Pick<AskedProgress, 'date' | 'firstWeekday'> {
  readonly goals: readonly Goal[];
  readonly alerts: readonly Alert[];
  /** The first day that the plan of the account shows. */
  readonly firstDay: LocalDate | undefined;
}

/** The milliseconds that count for each of them. */
async function spentOf(planned: Planned, asked: AskedTime): Promise<Map<Counted, number>> {
  const { date, firstWeekday, goals, alerts, firstDay } = asked;
  const ofWeek = goals.filter(({ per }) => per === 'week');
  const ofDay = [...goals.filter(({ per }) => per === 'day'), ...alerts];
  const days = ofWeek.length === 0 ? [date] : daysOfWeekSoFar(date, firstWeekday);
  const spent = new Map<Counted, number>();
  for (const day of days) {
    if (firstDay !== undefined && day < firstDay) continue;
    const slices = await slicesOf(planned, day);
    for (const counted of day === date ? [...ofDay, ...ofWeek] : ofWeek) {
      const time = timeOfAlert(counted, slices, rangesOf(counted, planned.schedules));
      spent.set(counted, (spent.get(counted) ?? 0) + time);
    }
  }
  return spent;
}

async function slicesOf({ classes, timesOf }: Planned, date: LocalDate): Promise<TimeSlice[]> {
  const times = await timesOf(date);
  return times.map((time) => ({
    ...(classes.hasRules(time.activity) ? classes.ofTime(time) : classes.ofActivity(time.activity)),
    bucketLocal: time.startMs / 1000 + time.utcOffsetMinutes * 60,
    durationMs: time.durationMs,
  }));
}

const progressOf = (goal: Goal, spentMs: number) => ({ seconds: spentMs / 1000, isMet: isMet(goal, spentMs) });

/** A removed schedule has no hours. */
const rangesOf = ({ scheduleId }: Counted, schedules: Schedules) =>
  scheduleId === undefined ? undefined : (rangesOfSchedule(schedules, scheduleId) ?? []);

/** The schedules that there are of those that are named. */
function namedBy(counted: readonly Counted[], { byId }: Schedules): Progress['schedules'] {
  const named = new Set(counted.map(({ scheduleId }) => scheduleId));
  return [...byId.values()].filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name }));
}
