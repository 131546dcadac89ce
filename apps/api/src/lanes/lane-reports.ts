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
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The lanes of a day. A day from before the plan of the account shows has none. */
  async of({ userId, plan }: ReportedAccount, date: LocalDate, today: LocalDate): Promise<DayLane[]> {
    const firstDay = firstDayShown(plan, today);
    if (firstDay !== undefined && date < firstDay) return [];
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
