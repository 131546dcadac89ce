import {
  type ActivityEvent,
  activityStream,
  DomainError,
  goneTime,
  type LocalDate,
  readActivityEvent,
  type Slice,
  type TimeClasses,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Stretches } from '../limits/stretches.js';
import { EVENT_STORE } from '../stores/tokens.js';

/** What an erasure would take from single days, by the log. */
@Injectable()
export class GoneTimes {
  constructor(
    private readonly stretches: Stretches,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The time that would go from a day of the user, by activity, in ms. See `goneTime`. */
  async of(
    userId: string,
    asked: { slice: Slice; localDate: LocalDate; classes: TimeClasses },
  ): Promise<ReadonlyMap<string, number>> {
    return this.stretches.runSteps(userId, goneTime(await this.eventsOf(userId, asked.localDate), asked));
  }

  /** The events of a day. One that cannot be read counts for nothing, as in reports. */
  private async eventsOf(userId: string, localDate: LocalDate): Promise<ActivityEvent[]> {
    const events: ActivityEvent[] = [];
    for await (const stored of this.store.read(activityStream(userId, localDate))) {
      try {
        const event = readActivityEvent(stored);
        if (event) events.push(event);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return events;
  }
}
