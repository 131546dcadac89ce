import {
  activityStream,
  type DayLane,
  firstDayShown,
  LaneDay,
  type LocalDate,
  readActivityEvent,
  readOrPassOver,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { ReportedAccount } from '../analytics/reports.js';
import type { PastMoment } from '../past/past-moments.js';
import { PastTime } from '../past/past-time.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';

/**
 * The lanes of the devices of a day. The tables add devices up, so this folds the stream of the
 * day: one short stream for each answer.
 */
@Injectable()
export class LaneReports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly past: PastTime,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * The lanes of a day, now or as they were at a moment of the past. A day from before the plan of
   * the account shows has none: the plan is today's.
   */
  async of(
    { userId, plan }: ReportedAccount,
    date: LocalDate,
    { today, moment }: { today: LocalDate; moment: PastMoment | undefined },
  ): Promise<DayLane[]> {
    const firstDay = firstDayShown(plan, today);
    if (firstDay !== undefined && date < firstDay) return [];
    if (moment) return this.past.lanesOf(userId, date, moment);
    const classes = await this.taxonomies.classesOf(userId);
    const day = new LaneDay();
    for await (const stored of this.store.read(activityStream(userId, date))) {
      // The projector parks and counts the events that are passed over here.
      const event = readOrPassOver(readActivityEvent, stored);
      if (event) day.apply(event, stored.position);
    }
    return day.lanes(classes);
  }
}
