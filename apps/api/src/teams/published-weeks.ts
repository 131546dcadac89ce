import {
  addWeeks,
  type LocalDate,
  MOST_WEEKS_ASKED,
  newestWeekDue,
  type PublishedWeek,
  readReleaseEvent,
  releaseStream,
} from '@app/domain';
import { type EventStore, NewerEventError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/**
 * The published weeks of teams. Each is one event in a stream of its own. It is read on demand, so
 * a withdrawn week is gone from the next answer on.
 */
@Injectable()
export class PublishedWeeks {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The table of a week (its Monday). Undefined when it is not published, or withdrawn. */
  async read(teamId: string, week: LocalDate): Promise<PublishedWeek | undefined> {
    const stream = releaseStream(teamId, week);
    for await (const stored of this.store.read(stream)) {
      const event = stored.data === undefined ? undefined : readReleaseEvent(stored);
      if (!event) throw new NewerEventError(stream, stored.revision, stored.type);
      return event.data;
    }
    return undefined;
  }

  /** The tables of the last year, newest first. Weeks without a table are left out. */
  async newest(teamId: string): Promise<PublishedWeek[]> {
    const newest = newestWeekDue(this.clock());
    const tables: PublishedWeek[] = [];
    for (let n = 0; n < MOST_WEEKS_ASKED; n++) {
      const table = await this.read(teamId, addWeeks(newest, -n));
      if (table && table.sharing !== 'nothing') tables.push(table);
    }
    return tables;
  }
}
