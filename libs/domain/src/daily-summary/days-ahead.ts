import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';
import type { Command, Decider, DomainEvent } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import { checkText, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';

/** A local day of a user in the future. */
export interface DayAhead {
  readonly userId: string;
  readonly localDate: LocalDate;
}

/**
 * A future day has time already, because a device's clock was wrong. It is written once for a day.
 * The list tells which days to close later, so the closer need not keep its place in the log.
 */
export interface DayAheadListed extends DomainEvent {
  readonly type: 'DayAheadListed';
  readonly data: DayAhead;
}

export interface ListDayAhead extends Command {
  readonly type: 'ListDayAhead';
  readonly data: DayAhead;
}

/** The rules of the stream of days ahead for one day. The state tells whether the day is listed. */
export function dayAheadDecider({ userId, localDate }: DayAhead): Decider<boolean, ListDayAhead, DayAheadListed> {
  return passingOver<boolean, ListDayAhead, DayAheadListed>(readDayAheadEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'DayAheadListed', data: { userId, localDate } }]),
    evolve: (isListed, { data }) => isListed || (data.userId === userId && data.localDate === localDate),
  });
}

/** The events of the stream `days-ahead`. */
export const DAY_AHEAD_EVENTS: EventEntries<DayAheadListed> = {
  DayAheadListed: {
    check: (data) => {
      checkText(data, 'userId');
      if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
    },
    upcasters: [],
  },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readDayAheadEvent = readerOf<DayAheadListed>(DAY_AHEAD_EVENTS);
