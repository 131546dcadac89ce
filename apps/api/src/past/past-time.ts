import {
  activityStream,
  addDays,
  type AnalyticPlan,
  type BucketTime,
  type DayLane,
  type HeardEvent,
  isDeviceOfImport,
  type LocalDate,
  PastDay,
  PastLanes,
  PastRows,
  readActivityEvent,
  readOrPassOver,
  type ReportRow,
} from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { type EndTurn, FairTurns, requireRoom } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { LargeReports } from '../analytics/sending/large-reports.js';
import { Stretches } from '../limits/stretches.js';
import { EVENT_STORE } from '../stores/tokens.js';
import type { PastMoment } from './past-moments.js';

/** Activities of a stretch of work, and buckets: each takes about a millisecond. */
const SPANS_AT_ONCE = 500;
const BUCKETS_AT_ONCE = 1_000;
/** One report at a time holds more rows. */
const MANY_ROWS = 50_000;

/** Time of one day at a moment of the past. */
export interface PastTimes {
  readonly times: readonly BucketTime[];
  /** How much of it an import brought. */
  readonly importedMs: number;
}

/** What is asked of some days. */
interface AskedDays {
  /** In order. A plan has only those of them that lie within it. Default: the days of all plans. */
  readonly days?: readonly LocalDate[];
  readonly plans: readonly AnalyticPlan[];
  /** From this day on, imported time is summed. Default: all days. */
  readonly importedFrom?: LocalDate;
}

/** Rows of some plans at a moment of the past. */
export interface PastPlans {
  /** In the order of the plans. */
  readonly ofPlans: readonly (readonly ReportRow[])[];
  readonly importedMs: number;
}

/**
 * Reads the time that a user had at a moment of the past, from the streams of the days. Users stand
 * in a line, and one day is read in a turn. So a user who asks for one day waits for a few days of
 * others, however many they ask for.
 */
@Injectable()
export class PastTime {
  private readonly turns = new FairTurns({ atOnce: 2, now: () => performance.now() });

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly stretches: Stretches,
    private readonly large: LargeReports,
  ) {}

  /** The time of one local day. */
  ofDay(userId: string, date: LocalDate, { ms }: PastMoment): Promise<PastTimes> {
    return this.turns.run(userId, async () => {
      const day = new PastDay(ms);
      await this.fold(userId, date, (heard) => day.apply(heard));
      const times = await this.stretches.run(userId, () => day.times());
      return { times, importedMs: await this.stretches.runSteps(userId, day.importedMs()) };
    });
  }

  /** The lanes of the devices of one local day. */
  lanesOf(userId: string, date: LocalDate, { ms, classes }: PastMoment): Promise<DayLane[]> {
    return this.turns.run(userId, async () => {
      const day = new PastLanes(ms);
      await this.fold(userId, date, (heard) => day.apply(heard));
      return this.stretches.run(userId, () => day.lanes(classes));
    });
  }

  /** Applies the events of a day in stretches of the user's turn. */
  private async fold(userId: string, date: LocalDate, apply: (heard: HeardEvent) => void): Promise<void> {
    const work = (heard: readonly HeardEvent[]) => this.stretches.run(userId, () => heard.forEach(apply));
    let waiting: HeardEvent[] = [];
    let spans = 0;
    for await (const stored of this.store.read(activityStream(userId, date))) {
      const heard = heardIn(stored);
      if (!heard) continue;
      waiting.push(heard);
      spans += heard.event.type === 'ActivityRecorded' ? heard.event.data.spans.length : 1;
      if (spans < SPANS_AT_ONCE) continue;
      await work(waiting);
      [waiting, spans] = [[], 0];
    }
    await work(waiting);
  }

  /**
   * The rows of some plans, from some days. Each day is read once. Rejects with `report_too_large`
   * when they would not fit into memory.
   */
  async ofDays(
    userId: string,
    { plans, days = daysOf(plans), importedFrom }: AskedDays,
    moment: PastMoment,
  ): Promise<PastPlans> {
    const rows = plans.map((plan) => new PastRows(plan, moment.classes));
    let endLarge: EndTurn | undefined;
    let importedMs = 0;
    try {
      for (const date of days) {
        const day = await this.ofDay(userId, date, moment);
        if (importedFrom === undefined || date >= importedFrom) importedMs += day.importedMs;
        for (let n = 0; n < day.times.length; n += BUCKETS_AT_ONCE) {
          const times = day.times.slice(n, n + BUCKETS_AT_ONCE);
          for (const ofPlan of rows) await this.stretches.run(userId, () => ofPlan.add(date, times));
        }
        requireRoom(rows.reduce((sum, { bytes }) => sum + bytes, 0));
        if (!endLarge && rows.some(({ count }) => count > MANY_ROWS)) endLarge = await this.large.turn(userId);
      }
      return { ofPlans: rows.map((ofPlan) => ofPlan.all()), importedMs };
    } finally {
      endLarge?.();
    }
  }
}

/** The days of any of the plans, each once, in order. */
function daysOf(plans: readonly AnalyticPlan[]): LocalDate[] {
  const days = new Set<LocalDate>();
  for (const { begin, end } of plans) for (let day = begin; day <= end; day = addDays(day, 1)) days.add(day);
  return [...days].sort();
}

/** An event of a day. Undefined when it cannot be read: it counts for nothing, as in reports. */
function heardIn(stored: StoredEvent): HeardEvent | undefined {
  const event = readOrPassOver(readActivityEvent, stored);
  if (!event) return undefined;
  // Versions before this one did not note what brought an event. The devices of an import tell it.
  const isImported =
    stored.by?.kind === 'import' || (event.type === 'ActivityRecorded' && isDeviceOfImport(event.data.deviceId));
  return { event, firstRecordedMs: stored.firstRecordedAt.getTime(), isImported };
}
